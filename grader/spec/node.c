/* Small questions about nodes. */
#include "spec/problem.h"
#include "spec/yaml.h"

static bool same_key(const struct node *a, const struct node *b)
{
	return a->kind == NODE_SCALAR && b->kind == NODE_SCALAR &&
	       a->len == b->len && !memcmp(a->text, b->text, a->len);
}

bool node_keys_differ(const struct node *map, struct problems *problems)
{
	bool differ = true;
	size_t i, j;

	for (i = 1; i < map->n; i++)
		for (j = 0; j < i; j++)
			if (same_key(map->pairs[i].key, map->pairs[j].key)) {
				differ = problem_add(
					problems, map->pairs[i].key->at,
					"the key \"%s\" is already in line %u",
					brief(map->pairs[i].key->text,
					      problems->arena),
					map->pairs[j].key->at.line);
				break;
			}
	return differ;
}

struct node *node_get(const struct node *map, const char *key)
{
	size_t i;

	if (!map || map->kind != NODE_MAP)
		return NULL;
	for (i = 0; i < map->n; i++)
		if (!strcmp(map->pairs[i].key->text, key))
			return map->pairs[i].value;
	return NULL;
}

bool node_empty(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->plain && !node->len;
}

const char *node_word(const struct node *node)
{
	switch (node->kind) {
	case NODE_SCALAR:
		return "a text";
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a map";
	}
	return "";
}

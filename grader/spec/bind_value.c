/*
 * Any YAML as a typed value. Plain scalars are typed by rules that leave no
 * room for doubt; what only some YAML reader would type has to be quoted.
 */
#include "spec/bind.h"
#include "spec/scalar.h"

static bool truth(const char *text, bool *yes)
{
	*yes = !strcmp(text, "true");
	return *yes || !strcmp(text, "false");
}

static const struct value *plain_value(struct binder *binder,
				       const struct node *node)
{
	int64_t integer;
	bool yes;

	if (!strcmp(node->text, "null") || !strcmp(node->text, "~"))
		return &value_null;
	if (truth(node->text, &yes))
		return value_bool(yes);
	if (scalar_int(node->text, &integer))
		return value_int(binder->arena, integer);
	if (scalar_decimal(node->text))
		return value_scalar(binder->arena, VALUE_DECIMAL, node->text,
				    node->len);
	if (!bind_text(binder, node, "value"))
		return NULL;
	return value_text(binder->arena, node->text, node->len);
}

static const struct value *scalar_value(struct binder *binder,
					const struct node *node)
{
	if (node->plain)
		return plain_value(binder, node);
	if (!bind_text(binder, node, "value"))
		return NULL;
	return value_text(binder->arena, node->text, node->len);
}

static const struct value *list_value(struct binder *binder,
				      const struct node *node)
{
	const struct value **items =
		ARENA_ARRAY(binder->arena, node->n, const struct value *);
	bool all = true;
	size_t i;

	for (i = 0; i < node->n; i++) {
		items[i] = bind_value(binder, node->items[i]);
		all = all && items[i];
	}
	return all ? value_list(binder->arena, items, node->n) : NULL;
}

static const struct value *map_value(struct binder *binder,
				     const struct node *node)
{
	struct value_pair *pairs =
		ARENA_ARRAY(binder->arena, node->n, struct value_pair);
	bool all = true;
	size_t i;

	for (i = 0; i < node->n; i++) {
		const struct node *key = node->pairs[i].key;

		pairs[i].key = (struct value_text){key->text, key->len};
		pairs[i].value = bind_value(binder, node->pairs[i].value);
		all = bind_text(binder, key, "key") && pairs[i].value && all;
	}
	return all ? value_map(binder->arena, pairs, node->n) : NULL;
}

const struct value *bind_value(struct binder *binder, const struct node *node)
{
	switch (node->kind) {
	case NODE_SCALAR:
		return scalar_value(binder, node);
	case NODE_LIST:
		return list_value(binder, node);
	case NODE_MAP:
		return map_value(binder, node);
	}
	return NULL;
}

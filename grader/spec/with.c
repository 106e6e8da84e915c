/* Declared names, what they stand for, and putting it in their place. */
#include "spec/with.h"

#include "base/buf.h"
#include "base/random.h"
#include "spec/grammar.h"
#include "spec/scalar.h"

#define TEXT_MOST 256
#define NAMES_MOST 64

/* ---- drawing ---- */

static const char *const words[] = {
	"amber",  "anchor",  "basil",  "beacon",  "birch",  "bridge", "candle",
	"canyon", "cedar",   "cobalt", "copper",  "coral",  "ember",  "fern",
	"forest", "garden",  "harbor", "hazel",	  "island", "ivory",  "juniper",
	"kettle", "lagoon",  "lemon",  "lantern", "maple",  "marble", "meadow",
	"nectar", "olive",   "orchid", "pebble",  "pepper", "quartz", "ribbon",
	"river",  "saffron", "silver", "thunder", "timber", "velvet", "willow"};

static const char *const names[] = {
	"Ada",	 "Amara", "Bela",  "Carlos", "Chen",  "Dalia", "Emre",
	"Farah", "Grace", "Hiro",  "Ines",   "Jonas", "Kofi",  "Lena",
	"Marek", "Nadia", "Omar",  "Priya",  "Rosa",  "Sven",  "Tomas",
	"Uma",	 "Vera",  "Wanda", "Yusuf",  "Zoe"};

static const char *draw(enum draw kind, uint64_t seed, const char *name,
			struct arena *arena)
{
	struct random random = random_stream(seed, name);

	switch (kind) {
	case DRAW_WORD:
		return words[random_below(&random, ARRAY_LEN(words))];
	case DRAW_NUMBER:
		return arena_printf(arena, "%d",
				    10 + (int)random_below(&random, 90));
	case DRAW_NAME:
		return names[random_below(&random, ARRAY_LEN(names))];
	}
	return "";
}

/* ---- reading ---- */

static bool name_allowed(const char *name)
{
	return scalar_name(name) && !strchr(name, '$');
}

static bool read_one(struct binder *binder, const struct node_pair *pair,
		     uint64_t seed, struct with_text *with)
{
	const struct node *value = pair->value;
	struct draw_keys keys;

	with->name = bind_text(binder, pair->key, "with");
	if (with->name && !name_allowed(with->name))
		return problem_add(binder->problems, pair->key->at,
				   "the name \"%s\" is not made of letters, "
				   "digits and _",
				   brief(with->name, binder->arena));
	if (value->kind == NODE_MAP) {
		with->drawn = true;
		if (!bind_map(binder, value, pair->key->text, draw_fields,
			      &keys))
			return false;
		with->text = draw((enum draw)keys.draw, seed, pair->key->text,
				  binder->arena);
		return with->name != NULL;
	}
	with->text = bind_text(binder, value, pair->key->text);
	if (with->text && value->len > TEXT_MOST)
		return problem_add(binder->problems, value->at,
				   "a text of more than %d bytes", TEXT_MOST);
	return with->name && with->text;
}

static bool has_name(const struct with_text *items, size_t n, const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(items[i].name, name))
			return true;
	return false;
}

struct with with_read(struct binder *binder, const struct node *node,
		      const struct with *outer, uint64_t seed)
{
	size_t own = 0, room = outer ? outer->n : 0, i, n;
	struct with_text *items;

	if (node && !bind_is(binder, node, NODE_MAP, "with"))
		node = NULL;
	if (node && node->n > NAMES_MOST) {
		problem_add(binder->problems, node->at, "more than %d names",
			    NAMES_MOST);
		node = NULL;
	}
	room += node ? node->n : 0;
	items = ARENA_ARRAY(binder->arena, room, struct with_text);
	for (i = 0; node && i < node->n; i++)
		if (read_one(binder, &node->pairs[i], seed, &items[own]))
			own++;
	n = own;
	for (i = 0; outer && i < outer->n; i++)
		if (!has_name(items, own, outer->items[i].name))
			items[n++] = outer->items[i];
	return (struct with){.items = items, .n = n};
}

bool with_draws(const struct with *with)
{
	size_t i;

	for (i = 0; i < with->n; i++)
		if (with->items[i].drawn)
			return true;
	return false;
}

/* ---- filling ---- */

/* The declared name that "${name}" at `at` holds, or NULL. */
static const struct with_text *name_at(const struct with *with, const char *at,
				       const char *end)
{
	size_t i, len;

	if (end - at < 4 || at[1] != '{')
		return NULL;
	for (i = 0; i < with->n; i++) {
		len = strlen(with->items[i].name);
		if (len + 3 <= (size_t)(end - at) && at[2 + len] == '}' &&
		    !memcmp(at + 2, with->items[i].name, len))
			return &with->items[i];
	}
	return NULL;
}

const char *with_fill(const struct with *with, const char *text, size_t *len,
		      struct arena *arena)
{
	AUTO(buf_release) struct buf buf;
	const char *at = text, *end = text + *len, *dollar;
	const struct with_text *found;
	bool filled = false;

	buf_init(&buf, BUF_OURS);
	while ((dollar = memchr(at, '$', (size_t)(end - at)))) {
		buf_add(&buf, at, (size_t)(dollar - at));
		found = name_at(with, dollar, end);
		at = dollar + 1;
		if (found) {
			filled = true;
			at += strlen(found->name) + 2;
			buf_add_str(&buf, found->text);
		} else {
			buf_add_char(&buf, '$');
		}
	}
	if (!filled)
		return text;
	buf_add(&buf, at, (size_t)(end - at));
	*len = buf.len;
	return arena_copy(arena, buf.data, buf.len);
}

void with_fill_file(const struct with *with, struct spec_file *file,
		    struct arena *arena)
{
	file->bytes = with_fill(with, file->bytes, &file->len, arena);
}

static void fill_scalar(const struct with *with, struct node *node,
			struct arena *arena)
{
	const char *filled = with_fill(with, node->text, &node->len, arena);

	node->filled = filled != node->text;
	node->text = filled;
}

void with_fill_node(const struct with *with, struct node *node,
		    struct arena *arena)
{
	size_t i;

	if (!with->n)
		return;
	if (node->kind == NODE_SCALAR)
		fill_scalar(with, node, arena);
	for (i = 0; node->kind == NODE_LIST && i < node->n; i++)
		with_fill_node(with, node->items[i], arena);
	for (i = 0; node->kind == NODE_MAP && i < node->n; i++) {
		with_fill_node(with, node->pairs[i].key, arena);
		with_fill_node(with, node->pairs[i].value, arena);
	}
}

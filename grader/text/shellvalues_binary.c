/* Binaries, in the ways that shells write them. */
#include "text/shellvalues_inside.h"

#include "value/document.h"

/* NULL: they are no such digits. */
static const struct value *binary_of(struct shell *shell, int64_t subtype,
				     const struct value_text *text, bool hex)
{
	AUTO(buf_release) struct buf bytes = {0};
	unsigned char *made;

	if (subtype < 0 || subtype > 255 || !shell_take(shell, text->len))
		return NULL;
	buf_init(&bytes, text->len);
	if (!hex) {
		if (!shell_base64(text->bytes, text->len, &bytes))
			return NULL;
		return value_binary(shell->arena, (unsigned)subtype, bytes.data,
				    bytes.len);
	}
	made = arena_alloc(shell->arena, text->len / 2);
	if (text->len % 2 || !shell_hex(text->bytes, text->len / 2, made))
		return NULL;
	return value_binary(shell->arena, (unsigned)subtype, (char *)made,
			    text->len / 2);
}

/* ('…', 0) */
const struct value *shell_of_base64(struct shell *shell,
				    const struct value *const *args, size_t n)
{
	if (n != 2 || !shell_is_text(args[0]) || !shell_is_int(args[1]))
		return NULL;
	return binary_of(shell, args[1]->as.integer, &args[0]->as.text, false);
}

/* (0, '…') */
const struct value *shell_bin_data(struct shell *shell,
				   const struct value *const *args, size_t n)
{
	if (n != 2 || !shell_is_int(args[0]) || !shell_is_text(args[1]))
		return NULL;
	return binary_of(shell, args[0]->as.integer, &args[1]->as.text, false);
}

const struct value *shell_hex_data(struct shell *shell,
				   const struct value *const *args, size_t n)
{
	if (n != 2 || !shell_is_int(args[0]) || !shell_is_text(args[1]))
		return NULL;
	return binary_of(shell, args[0]->as.integer, &args[1]->as.text, true);
}

#define MD5 5

const struct value *shell_md5(struct shell *shell,
			      const struct value *const *args, size_t n)
{
	return n == 1 && shell_is_text(args[0])
		       ? binary_of(shell, MD5, &args[0]->as.text, true)
		       : NULL;
}

/* Buffer.from('00ff', 'hex'), which older versions put into Binary(…, 0). */
const struct value *shell_buffer_of(struct shell *shell,
				    const struct value *const *args, size_t n)
{
	return n == 2 && shell_is_text(args[0]) && shell_is_text(args[1]) &&
			       !strcmp(args[1]->as.text.bytes, "hex")
		       ? binary_of(shell, 0, &args[0]->as.text, true)
		       : NULL;
}

const struct value *shell_of_buffer(struct shell *shell,
				    const struct value *const *args, size_t n)
{
	if (n != 2 || args[0]->kind != VALUE_BYTES || !shell_is_int(args[1]) ||
	    args[1]->as.integer < 0 || args[1]->as.integer > 255)
		return NULL;
	return value_binary(shell->arena, (unsigned)args[1]->as.integer,
			    args[0]->as.text.bytes, args[0]->as.text.len);
}

const struct value *shell_uuid_of(struct shell *shell,
				  const struct value *const *args, size_t n)
{
	char digits[2 * 16];
	unsigned char bytes[16];
	const struct value_text *text;
	size_t len = 0, i;

	if (n != 1 || !shell_is_text(args[0]))
		return NULL;
	text = &args[0]->as.text;
	for (i = 0; i < text->len; i++)
		if (text->bytes[i] != '-' && len < sizeof(digits))
			digits[len++] = text->bytes[i];
	if (text->len != 36 || len != sizeof(digits) ||
	    !shell_hex(digits, 16, bytes))
		return NULL;
	return value_uuid(shell->arena, bytes);
}

/* {base64: "…", subType: "00"}, or ("…", "00") of version 1. */
const struct value *shell_extended_binary(struct shell *shell,
					  const struct value *const *args,
					  size_t n)
{
	const struct value *text = args[0], *type = n == 2 ? args[1] : NULL;
	unsigned char subtype;

	if (n == 1 && args[0]->kind == VALUE_MAP) {
		text = value_get(args[0], "base64");
		type = value_get(args[0], "subType");
	}
	if (!text || !type || !shell_is_text(text) || !shell_is_text(type) ||
	    type->as.text.len != 2 ||
	    !shell_hex(type->as.text.bytes, 1, &subtype))
		return NULL;
	return binary_of(shell, subtype, &text->as.text, false);
}

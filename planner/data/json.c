/* JSON in and out. In: the node tree that schemas already know, for holiday tables and earlier plans; out: a writer without a
 * tree, because a plan may hold a hundred thousand events. Must not know any schema. */
#include "data/json.h"

#include "data/encoding.h"
#include "data/source.h"

#include <jansson.h>
#include <string.h>

/* ---- in ---- */

typedef struct {
  Doc *doc;
  const char *text;
  gsize length;
  DiagList *diags;
} Reader;

static Pos pos_at(const Reader *reader, gsize offset) {
  return encoding_pos(reader->doc->file, reader->text, reader->length, offset);
}

/* Depth and size are looked at before jansson builds anything: it would do so without bound, and its tree has no positions. */
static gboolean within_limits(const Reader *reader) {
  gboolean in_string = FALSE;
  guint depth = 0, count = 0;
  for (gsize i = 0; i < reader->length; i++) {
    char c = reader->text[i];
    if (in_string) {
      i += c == '\\';
      in_string = c != '"';
    } else if (c == '"') {
      in_string = TRUE;
    } else if (c == '[' || c == '{' || c == ',') {
      depth += c != ',';
      if (++count > NODE_MAX_COUNT) {
        Diag *diag = diag_add(reader->diags, E010, pos_at(reader, i), "文件里的条目超过 %d 个。", NODE_MAX_COUNT);
        diag_fix(diag, "请检查是不是放错了文件。");
        return FALSE;
      }
      if (depth > NODE_MAX_DEPTH) {
        Diag *diag = diag_add(reader->diags, E010, pos_at(reader, i), "这里已经嵌套到第 %u 层，最多 %d 层。", depth,
                              NODE_MAX_DEPTH);
        diag_fix(diag, "请检查括号是否写错，或者是不是放错了文件。");
        return FALSE;
      }
    } else if ((c == ']' || c == '}') && depth > 0) {
      depth--;
    }
  }
  return TRUE;
}

/* jansson's words → ours; the first row whose words occur wins. */
static const struct {
  const char *words, *message, *fix;
} faults[] = {
    {"premature end of input", "文件到这里就断了，内容没有写完。",
     "请补上缺少的引号和右括号；文件是下载来的，请重新下载一次。"},
    {"end of file expected", "内容到这里已经结束，后面又多出了东西。", "请删掉多出来的部分。"},
    {"unexpected newline", "双引号里的文字中间断了行。", "请在同一行里写完，或者检查引号是否配对。"},
    {"control character", "双引号里有看不见的控制字符。", "请删掉它；换行请写成 \\n，制表符请写成 \\t。"},
    {"escape", "反斜杠（\\）后面不能这样写。", "要写反斜杠本身请写两个（\\\\）。"},
    {"\\u0000", "这里写了空字符（\\u0000），不能用。", "请删掉它。"},
    {"NUL", "这里写了空字符（\\u0000），不能用。", "请删掉它。"},
    {"Unicode", "\\u 后面写的不是一个有效的字符。", "请直接写出这个字。"},
    {"too big", "这个数字太大。", "请检查数字；编号、电话请写在双引号里。"},
    {"overflow", "这个数字太大。", "请检查数字；编号、电话请写在双引号里。"},
    {"string or '}' expected", "这里应当是双引号里的键。", "请给键加上英文双引号；最后一项后面不要写逗号。"},
    {"':' expected", "键后面缺少英文冒号。", "请写成 \"键\": 值。"},
    {"'}' expected", "这里应当是逗号或者“}”。", "请检查前一项后面的逗号，以及括号是否配对。"},
    {"']' expected", "这里应当是逗号或者“]”。", "请检查前一项后面的逗号，以及括号是否配对。"},
    {"unexpected token", "这里应当是一个值。", "请检查前面是不是多了逗号，或者缺少值。"},
};

static void report_syntax(const Reader *reader, const json_error_t *error) {
  const char *near = strstr(error->text, " near '");
  g_autofree char *token = g_strdup(near ? near + strlen(" near '") : "");
  if (g_str_has_suffix(token, "'")) {
    token[strlen(token) - 1] = '\0';
  }
  gsize offset = (gsize)MAX(error->position, 0);
  offset -= MIN(offset, strlen(token));
  Pos pos = pos_at(reader, offset);
  if (json_error_code(error) == json_error_duplicate_key) {
    Diag *diag = diag_add(reader->diags, E007, pos, "键 %s 在这里又写了一次。", token);
    diag_fix(diag, "请删掉其中一个。");
    diag_underline(diag, (guint32)g_utf8_strlen(token, -1));
    return;
  }
  const char *rest = reader->text + MIN(offset, reader->length);
  gsize left = reader->length - MIN(offset, reader->length);
  static const char *const chinese[] = {"，", "：", "“", "”", "‘", "’", "、", "；", "【", "｛"};
  for (guint i = 0; i < G_N_ELEMENTS(chinese); i++) {
    if (left >= strlen(chinese[i]) && memcmp(rest, chinese[i], strlen(chinese[i])) == 0) {
      Diag *diag = diag_add(reader->diags, E080, pos, "这里用了中文标点“%s”，JSON 只认英文标点。", chinese[i]);
      diag_fix(diag, "请改成英文的逗号、冒号、双引号或括号。");
      return;
    }
  }
  while (left > 0 && g_ascii_isspace(*rest)) {
    rest++;
    left--;
  }
  if (left == 0) { /* jansson then says what it would have liked next */
    Diag *diag = diag_add(reader->diags, E080, pos, "%s", faults[0].message);
    diag_fix(diag, "%s", faults[0].fix);
    return;
  }
  if (*token == '\'') {
    Diag *diag = diag_add(reader->diags, E080, pos, "这里用了单引号，JSON 只认双引号。");
    diag_fix(diag, "请改成英文双引号。");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS(faults); i++) {
    if (strstr(error->text, faults[i].words)) {
      Diag *diag = diag_add(reader->diags, E080, pos, "%s", faults[i].message);
      diag_fix(diag, "%s", faults[i].fix);
      return;
    }
  }
  Diag *diag = diag_add(reader->diags, E080, pos, "这里的写法 JSON 读不懂。");
  diag_fix(diag, "文字要放在英文双引号里，各项之间用英文逗号隔开；文件是下载来的，请重新下载一次。");
}

static const char *real_text(double value, char out[G_ASCII_DTOSTR_BUF_SIZE]) {
  for (int digits = 15; digits <= 17; digits++) {
    char format[8];
    g_snprintf(format, sizeof format, "%%.%dg", digits);
    g_ascii_formatd(out, G_ASCII_DTOSTR_BUF_SIZE, format, value);
    if (g_ascii_strtod(out, NULL) == value) {
      break;
    }
  }
  return out;
}

/* Recursion is bounded by within_limits(). */
static Node *convert(const Reader *reader, const json_t *value) {
  Doc *doc = reader->doc;
  Pos pos = pos_of_file(doc->file);
  Node *node = node_new(doc, NODE_SCALAR, pos);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  switch (json_typeof(value)) {
  case JSON_OBJECT:
    node->kind = NODE_MAP;
    /* jansson's iterator wants a pointer to change through, even to look. */
    for (void *at = json_object_iter((json_t *)(gsize)value); at;
         at = json_object_iter_next((json_t *)(gsize)value, at)) {
      Node *child = convert(reader, json_object_iter_value(at));
      child->key = doc_text(doc, json_object_iter_key(at));
      child->key_pos = pos;
      node_append(node, child);
    }
    break;
  case JSON_ARRAY:
    node->kind = NODE_LIST;
    for (gsize i = 0; i < json_array_size(value); i++) {
      node_append(node, convert(reader, json_array_get(value, i)));
    }
    break;
  case JSON_STRING: {
    gsize length = json_string_length(value);
    node->quoted = TRUE;
    if (length > NODE_MAX_SCALAR) {
      Diag *diag = diag_add(reader->diags, E022, pos, "有一段文字太长：%" G_GSIZE_FORMAT " 字节，最多 %u 字节。",
                            length, NODE_MAX_SCALAR);
      diag_fix(diag, "请检查是不是放错了文件。");
    } else {
      node->text = doc_text_len(doc, json_string_value(value), length);
    }
    break;
  }
  case JSON_INTEGER:
    g_snprintf(number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    node->text = doc_text(doc, number);
    break;
  case JSON_REAL:
    node->text = doc_text(doc, real_text(json_real_value(value), number));
    break;
  case JSON_TRUE:
    node->text = "true";
    break;
  case JSON_FALSE:
    node->text = "false";
    break;
  case JSON_NULL:
    node->kind = NODE_NULL;
    break;
  }
  return node;
}

Doc *json_parse(const char *file, GBytes *bytes, DiagList *diags) {
  g_autoptr(Doc) doc = doc_new(file);
  Reader reader = {.doc = doc, .diags = diags};
  reader.text = g_bytes_get_data(bytes, &reader.length);
  diag_add_source(diags, doc->file, bytes);
  if (reader.length > NODE_MAX_BYTES) {
    source_too_big(doc->file, NODE_MAX_BYTES, diags);
    return g_steal_pointer(&doc);
  }
  if (reader.length && !encoding_require_utf8(doc->file, reader.text, reader.length, diags)) {
    return g_steal_pointer(&doc);
  }
  gsize bom = reader.length ? encoding_bom(reader.text, reader.length) : 0;
  reader.text = reader.length ? reader.text + bom : "";
  reader.length -= bom;
  gsize blank = 0;
  while (blank < reader.length && g_ascii_isspace(reader.text[blank])) {
    blank++;
  }
  if (blank == reader.length) {
    Diag *diag = diag_add(diags, E011, pos_of_file(doc->file), "文件是空的。");
    diag_fix(diag, "请重新导出或下载这个文件。");
    return g_steal_pointer(&doc);
  }
  if (!within_limits(&reader)) {
    return g_steal_pointer(&doc);
  }
  json_error_t error;
  json_t *value = json_loadb(reader.text, reader.length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
  if (value) {
    doc->root = convert(&reader, value);
    json_decref(value);
  } else {
    report_syntax(&reader, &error);
  }
  return g_steal_pointer(&doc);
}

Doc *json_read(const char *path, DiagList *diags) {
  g_autoptr(GBytes) bytes = source_read(path, NODE_MAX_BYTES, diags);
  return bytes ? json_parse(path, bytes, diags) : doc_new(path);
}

/* ---- out ---- */

#define MAX_OPEN 64

struct JsonWriter {
  GString *out; /* the caller's */
  int flat_depth;
  int depth;
  char closing[MAX_OPEN];    /* the bracket that ends each open level */
  gboolean filled[MAX_OPEN]; /* something stands in it already */
  gboolean done;
};

JsonWriter *json_writer_new(GString *out, int flat_depth) {
  JsonWriter *json = g_new0(JsonWriter, 1);
  json->out = out;
  json->flat_depth = flat_depth;
  return json;
}

void json_writer_free(JsonWriter *json) {
  if (!json) {
    return;
  }
  g_assert(json->depth == 0 && json->done);
  g_string_append_c(json->out, '\n');
  g_free(json);
}

static void new_line(JsonWriter *json, int depth) {
  g_string_append_c(json->out, '\n');
  for (int i = 0; i < depth; i++) {
    g_string_append_len(json->out, "  ", 2);
  }
}

/* Everything that stands before a value: comma, line break, key. */
static void begin_value(JsonWriter *json, const char *key) {
  if (json->depth == 0) {
    g_assert(!json->done && !key);
    json->done = TRUE;
    return;
  }
  int level = json->depth - 1;
  g_assert((json->closing[level] == '}') == (key != NULL));
  if (json->filled[level]) {
    g_string_append_c(json->out, ',');
  }
  if (json->depth <= json->flat_depth) {
    new_line(json, json->depth);
  } else if (json->filled[level]) {
    g_string_append_c(json->out, ' ');
  }
  json->filled[level] = TRUE;
  if (key) {
    json_append_quoted(json->out, key);
    g_string_append_len(json->out, ": ", 2);
  }
}

void json_open(JsonWriter *json, const char *key, char bracket) {
  g_assert(bracket == '{' || bracket == '[');
  g_assert(json->depth < MAX_OPEN);
  begin_value(json, key);
  json->closing[json->depth] = bracket == '{' ? '}' : ']';
  json->filled[json->depth] = FALSE;
  json->depth++;
  g_string_append_c(json->out, bracket);
}

void json_close(JsonWriter *json) {
  g_assert(json->depth > 0);
  int level = --json->depth;
  if (level < json->flat_depth && json->filled[level]) {
    new_line(json, level);
  }
  g_string_append_c(json->out, json->closing[level]);
}

void json_put_string(JsonWriter *json, const char *key, const char *value) {
  if (!value) {
    json_put_null(json, key);
    return;
  }
  begin_value(json, key);
  json_append_quoted(json->out, value);
}

void json_put_int(JsonWriter *json, const char *key, gint64 value) {
  begin_value(json, key);
  g_string_append_printf(json->out, "%" G_GINT64_FORMAT, value);
}

void json_put_bool(JsonWriter *json, const char *key, gboolean value) {
  begin_value(json, key);
  g_string_append(json->out, value ? "true" : "false");
}

void json_put_null(JsonWriter *json, const char *key) {
  begin_value(json, key);
  g_string_append(json->out, "null");
}

void json_append_quoted(GString *out, const char *value) {
  gboolean special = FALSE;
  gsize length = 0;
  for (; value[length]; length++) {
    guchar c = (guchar)value[length];
    special = special || c < 0x20 || c == '"' || c == '\\';
  }
  g_autofree char *repaired = NULL;
  if (!g_utf8_validate_len(value, length, NULL)) {
    repaired = g_utf8_make_valid(value, (gssize)length);
    value = repaired;
    length = strlen(value);
  }
  if (!special) { /* nearly all texts; jansson takes several allocations for each */
    g_string_append_c(out, '"');
    g_string_append_len(out, value, (gssize)length);
    g_string_append_c(out, '"');
    return;
  }
  json_t *string = json_stringn_nocheck(value, length);
  char *quoted = string ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
  g_assert(quoted); /* valid UTF-8, so only memory could be lacking, where GLib ends the program as well */
  g_string_append(out, quoted);
  free(quoted);
  json_decref(string);
}

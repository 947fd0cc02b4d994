/* YAML as definitions use it: libyaml's events become a tree, and what makes YAML surprising is refused: aliases, tags, merge keys, keys
 * written twice. Speed matters here, `check` of a large store is mostly this file: one pass, no allocation per node.
 * Must not know any schema. */
#include "data/yaml.h"

#include "base/text.h"
#include "data/encoding.h"
#include "data/source.h"
#include "data/yaml_fault.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

typedef struct {
  Node *node;
  const char *key; /* of the entry whose value comes next; NULL when the entry is to be dropped */
  Pos key_pos;
  gboolean have_key, key_plain;
  gboolean flow;
} Frame;

typedef struct {
  Doc *doc;
  DiagList *diags;
  yaml_parser_t parser;
  Frame frames[NODE_MAX_DEPTH];
  guint depth;
  guint32 count;
  guint documents;
} Reader;

static Pos mark_pos(const Reader *reader, yaml_mark_t mark) {
  return (Pos){.file = reader->doc->file, .line = (guint32)mark.line + 1, .column = (guint32)mark.column + 1};
}

static void report_parser(Reader *reader, const char *text, gsize length) {
  const yaml_parser_t *parser = &reader->parser;
  YamlFault fault = {.problem = parser->problem ? parser->problem : "",
                     .context = parser->context,
                     .line = (guint32)parser->problem_mark.line,
                     .column = (guint32)parser->problem_mark.column,
                     .context_line = (guint32)parser->context_mark.line,
                     .context_column = (guint32)parser->context_mark.column};
  yaml_fault_report(&fault, reader->doc->file, text, length, reader->diags);
}

/* ---- keys written twice ---- */

static int by_key(const void *a, const void *b) {
  const Node *x = *(Node *const *)a, *y = *(Node *const *)b;
  int order = strcmp(x->key, y->key);
  if (order) {
    return order;
  }
  if (x->key_pos.line != y->key_pos.line) {
    return x->key_pos.line < y->key_pos.line ? -1 : 1;
  }
  return x->key_pos.column < y->key_pos.column ? -1 : x->key_pos.column > y->key_pos.column;
}

/* The later entry loses its key, so that sweep() takes it out: the first one stands, and the schema does not complain twice. */
static void report_twice(Reader *reader, const Node *first, Node *again) {
  g_autofree char *where = pos_format(first->key_pos);
  Diag *diag =
      diag_add(reader->diags, E007, again->key_pos, "键“%s”在这里又写了一次，第一次写在 %s。", again->key, where);
  diag_fix(diag, "请删掉其中一个，或者把两处的内容合在一起。");
  diag_underline(diag, (guint32)g_utf8_strlen(again->key, -1));
  again->key = NULL;
}

static void sweep(Node *map) {
  Node *child = map->first;
  map->first = map->last = NULL;
  map->count = 0;
  while (child) {
    Node *next = child->next;
    child->next = NULL;
    if (child->key) {
      node_append(map, child);
    }
    child = next;
  }
}

#define FEW_KEYS 16

static void check_keys(Reader *reader, Node *map) {
  gboolean twice = FALSE;
  if (map->count <= FEW_KEYS) {
    for (Node *child = map->first; child; child = child->next) {
      for (const Node *earlier = map->first; earlier != child; earlier = earlier->next) {
        if (earlier->key && earlier->key[0] == child->key[0] && strcmp(earlier->key, child->key) == 0) {
          report_twice(reader, earlier, child);
          twice = TRUE;
          break;
        }
      }
    }
  } else { /* sorted rather than hashed: nothing that a hostile file could aim at */
    g_autofree Node **sorted = g_new(Node *, map->count);
    guint n = 0;
    for (Node *child = map->first; child; child = child->next) {
      sorted[n++] = child;
    }
    qsort(sorted, n, sizeof *sorted, by_key);
    const Node *first = sorted[0];
    for (guint i = 1; i < n; i++) {
      if (strcmp(first->key, sorted[i]->key) == 0) {
        report_twice(reader, first, sorted[i]);
        twice = TRUE;
      } else {
        first = sorted[i];
      }
    }
  }
  if (twice) {
    sweep(map);
  }
}

/* ---- what is refused ---- */

static void refuse(Reader *reader, Pos pos, const char *what, char sign) {
  Diag *diag = diag_add(reader->diags, E008, pos, "这里用了%s（%c），本程序不认。", what, sign);
  diag_fix(diag, "请把内容直接写出来；“%c”本来就是文字的一部分时，请给整个值加上双引号。", sign);
}

static void refuse_properties(Reader *reader, const yaml_char_t *anchor, const yaml_char_t *tag, Pos pos) {
  if (anchor) {
    refuse(reader, pos, "锚点", '&');
  }
  if (tag) {
    refuse(reader, pos, "标签", '!');
  }
}

static gboolean refuse_count(Reader *reader, Pos pos) {
  if (++reader->count <= NODE_MAX_COUNT) {
    return FALSE;
  }
  Diag *diag = diag_add(reader->diags, E010, pos, "文件里的条目超过 %d 个，从这里起不再读。", NODE_MAX_COUNT);
  diag_fix(diag, "请检查是不是放错了文件；内容真有这么多时，请分成几个文件。");
  return TRUE;
}

/* The text of a scalar, cut where it cannot be kept. */
static const char *scalar_text(Reader *reader, const yaml_event_t *event, Pos pos) {
  const char *text = (const char *)event->data.scalar.value;
  gsize length = event->data.scalar.length;
  if (G_UNLIKELY(length > NODE_MAX_SCALAR)) {
    Diag *diag = diag_add(reader->diags, E022, pos, "这段文字太长：有 %" G_GSIZE_FORMAT " 字节，最多 %u 字节。", length,
                          NODE_MAX_SCALAR);
    diag_fix(diag, "请写短一些；也请检查前面的引号是否配对。");
    for (length = NODE_MAX_SCALAR; length > 0 && (text[length] & 0xC0) == 0x80;) {
      length--;
    }
  }
  const char *nul = length ? memchr(text, '\0', length) : NULL;
  if (G_UNLIKELY(nul)) {
    Diag *diag = diag_add(reader->diags, E022, pos, "这段文字里写了空字符（\\0），不能用。");
    diag_fix(diag, "请删掉 \\0；要写反斜杠本身请写两个（\\\\）。");
    length = (gsize)(nul - text);
  }
  return doc_text_len(reader->doc, text, length);
}

/* ---- events ---- */

/* {phone:"138"} is a key named phone:"138" without a value, by YAML's rules; by anybody's eyes it lacks a space. */
static gboolean refuse_glued_key(Reader *reader, const Frame *frame, const Node *value) {
  if (!frame->flow || !frame->key_plain || value->kind != NODE_NULL) {
    return FALSE;
  }
  gboolean chinese = FALSE;
  int column = yaml_fault_glued_colon(frame->key, strlen(frame->key), &chinese);
  if (column < 0) {
    return FALSE;
  }
  Pos pos = frame->key_pos;
  pos.column += (guint32)column;
  Diag *diag = diag_add(reader->diags, E005, pos, "%s",
                        chinese ? "这里用了中文冒号“：”，YAML 只认英文冒号。" : "冒号后面缺少空格。");
  diag_fix(diag, "请改成英文冒号加一个空格，例如 {id: wang.fang, name: 王芳}。");
  return TRUE;
}

static void attach(Reader *reader, Node *node) {
  if (reader->depth == 0) {
    reader->doc->root = node;
    return;
  }
  Frame *frame = &reader->frames[reader->depth - 1];
  if (frame->node->kind == NODE_LIST) {
    node_append(frame->node, node);
    return;
  }
  if (!frame->have_key) { /* a key of several parts: told, and dropped together with its value */
    frame->have_key = TRUE;
    frame->key = NULL;
    return;
  }
  frame->have_key = FALSE;
  if (frame->key && !refuse_glued_key(reader, frame, node)) {
    node->key = frame->key;
    node->key_pos = frame->key_pos;
    node_append(frame->node, node);
  }
}

static void take_key(Reader *reader, Frame *frame, const yaml_event_t *event, Pos pos) {
  frame->have_key = TRUE;
  frame->key_pos = pos;
  frame->key_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  frame->key = scalar_text(reader, event, pos);
  if (frame->key_plain && frame->key[0] == '\0') {
    Diag *diag = diag_add(reader->diags, E005, pos, "冒号前面没有键。");
    diag_fix(diag, "请在冒号前面写上键的名字，或者删掉这一行。");
    frame->key = NULL;
  } else if (frame->key_plain && strcmp(frame->key, "<<") == 0) {
    Diag *diag = diag_add(reader->diags, E008, pos, "这里用了合并键（<<），本程序不认。");
    diag_fix(diag, "请把要合并的内容直接写出来。");
    frame->key = NULL;
  }
}

static gboolean is_null(const yaml_event_t *event, const char *text) {
  if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE) {
    return FALSE;
  }
  return text[0] == '\0' || (text[0] == '~' && text[1] == '\0') || (text[0] == 'n' && strcmp(text, "null") == 0);
}

static void take_scalar(Reader *reader, const yaml_event_t *event) {
  Pos pos = mark_pos(reader, event->start_mark);
  refuse_properties(reader, event->data.scalar.anchor, event->data.scalar.tag, pos);
  Frame *frame = reader->depth ? &reader->frames[reader->depth - 1] : NULL;
  if (frame && frame->node->kind == NODE_MAP && !frame->have_key) {
    take_key(reader, frame, event, pos);
    return;
  }
  const char *text = scalar_text(reader, event, pos);
  Node *node = node_new(reader->doc, NODE_NULL, pos);
  node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
  if (!is_null(event, text)) {
    node->kind = NODE_SCALAR;
    node->text = text;
  }
  attach(reader, node);
}

static gboolean take_collection(Reader *reader, NodeKind kind, const yaml_event_t *event) {
  Pos pos = mark_pos(reader, event->start_mark);
  gboolean flow;
  if (kind == NODE_MAP) {
    refuse_properties(reader, event->data.mapping_start.anchor, event->data.mapping_start.tag, pos);
    flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
  } else {
    refuse_properties(reader, event->data.sequence_start.anchor, event->data.sequence_start.tag, pos);
    flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
  }
  if (reader->depth == NODE_MAX_DEPTH) {
    Diag *diag =
        diag_add(reader->diags, E010, pos, "这里已经嵌套到第 %d 层，最多 %d 层。", NODE_MAX_DEPTH + 1, NODE_MAX_DEPTH);
    diag_fix(diag, "请检查缩进和括号是否写错。");
    return FALSE;
  }
  const Frame *parent = reader->depth ? &reader->frames[reader->depth - 1] : NULL;
  if (parent && parent->node->kind == NODE_MAP && !parent->have_key) {
    Diag *diag = diag_add(reader->diags, E005, pos, "键只能是一段文字，不能是%s。", kind == NODE_MAP ? "键值" : "清单");
    diag_fix(diag, "请检查这里的括号和缩进；括号本来就是文字的一部分时，请加上双引号。");
  }
  reader->frames[reader->depth++] = (Frame){.node = node_new(reader->doc, kind, pos), .flow = flow};
  return TRUE;
}

static gboolean take_document(Reader *reader, const yaml_event_t *event) {
  if (reader->documents++ == 0) {
    return TRUE;
  }
  Diag *diag = diag_add(reader->diags, E009, mark_pos(reader, event->start_mark),
                        "从这里开始了第二份文档（---），一个文件只能有一份。");
  diag_fix(diag, "请删掉这一行“---”，或者把后面的内容放进另一个文件。");
  return FALSE;
}

static void close_collection(Reader *reader) {
  Node *node = reader->frames[--reader->depth].node;
  if (node->kind == NODE_MAP) {
    check_keys(reader, node);
  }
  attach(reader, node);
}

/* FALSE ends the reading; *whole stays FALSE when that was too early for the tree to be of use. */
static gboolean take_event(Reader *reader, const yaml_event_t *event, gboolean *whole) {
  switch (event->type) {
  case YAML_SCALAR_EVENT:
    take_scalar(reader, event);
    return !refuse_count(reader, mark_pos(reader, event->start_mark));
  case YAML_MAPPING_START_EVENT:
  case YAML_SEQUENCE_START_EVENT:
    return take_collection(reader, event->type == YAML_MAPPING_START_EVENT ? NODE_MAP : NODE_LIST, event) &&
           !refuse_count(reader, mark_pos(reader, event->start_mark));
  case YAML_MAPPING_END_EVENT:
  case YAML_SEQUENCE_END_EVENT:
    close_collection(reader);
    return TRUE;
  case YAML_ALIAS_EVENT:
    refuse(reader, mark_pos(reader, event->start_mark), "别名", '*');
    attach(reader, node_new(reader->doc, NODE_NULL, mark_pos(reader, event->start_mark)));
    return TRUE;
  case YAML_DOCUMENT_START_EVENT:
    *whole = !take_document(reader, event);
    return !*whole;
  case YAML_STREAM_END_EVENT:
    *whole = TRUE;
    return FALSE;
  case YAML_NO_EVENT:
  case YAML_STREAM_START_EVENT:
  case YAML_DOCUMENT_END_EVENT:
    break;
  }
  return TRUE;
}

static gboolean read_events(Reader *reader, const char *text, gsize length) {
  gboolean whole = FALSE;
  for (gboolean more = TRUE; more;) {
    yaml_event_t event;
    if (!yaml_parser_parse(&reader->parser, &event)) {
      report_parser(reader, text, length);
      return FALSE;
    }
    more = take_event(reader, &event, &whole);
    yaml_event_delete(&event);
  }
  return whole;
}

Doc *yaml_parse(const char *file, GBytes *bytes, DiagList *diags) {
  g_autoptr(Doc) doc = doc_new(file);
  gsize length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  diag_add_source(diags, doc->file, bytes);
  if (length > NODE_MAX_BYTES) {
    source_too_big(doc->file, NODE_MAX_BYTES, diags);
    return g_steal_pointer(&doc);
  }
  if (length && !encoding_require_visible(doc->file, text, length, diags)) {
    return g_steal_pointer(&doc);
  }
  gsize bom = length ? encoding_bom(text, length) : 0; /* libyaml would count it as a column */
  text = length ? text + bom : "";
  length -= bom;
  g_autofree Reader *reader = g_new0(Reader, 1);
  reader->doc = doc;
  reader->diags = diags;
  if (!yaml_parser_initialize(&reader->parser)) {
    g_error("no memory for a YAML parser");
  }
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, length);
  guint before = diag_count(diags, DIAG_ERROR);
  gboolean whole = read_events(reader, text, length);
  yaml_parser_delete(&reader->parser);
  if (!whole) {
    doc->root = NULL;
  } else if (!doc->root || (doc->root->kind == NODE_NULL && diag_count(diags, DIAG_ERROR) == before)) {
    doc->root = NULL;
    Diag *diag = diag_add(diags, E011, pos_of_file(doc->file), "文件是空的，或者只有注释。");
    diag_fix(diag, "请写上内容；不需要这个文件时，请把它删掉。");
  }
  return g_steal_pointer(&doc);
}

Doc *yaml_read(const char *path, DiagList *diags) {
  g_autoptr(GBytes) bytes = source_read(path, NODE_MAX_BYTES, diags);
  return bytes ? yaml_parse(path, bytes, diags) : doc_new(path);
}

/* ---- one key of a file ---- */

#define PEEK_BYTES 4096

/* The beginning of a file, whole lines; NULL when it cannot be read. */
static char *head_of(const char *path) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return NULL;
  }
  g_autofree char *head = g_malloc(PEEK_BYTES + 1);
  gssize got = read(file, head, PEEK_BYTES);
  close(file);
  if (got <= 0) {
    return NULL;
  }
  head[got] = '\0';
  char *last = strrchr(head, '\n');
  if (got == PEEK_BYTES && last) {
    last[1] = '\0'; /* a character cut in two would be an error */
  }
  return g_steal_pointer(&head);
}

char *yaml_peek(const char *path, const char *key) {
  g_autofree char *head = head_of(path);
  yaml_parser_t parser;
  if (!head || !yaml_parser_initialize(&parser)) {
    return NULL;
  }
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  gsize bom = encoding_bom(head, strlen(head));
  yaml_parser_set_input_string(&parser, (const unsigned char *)head + bom, strlen(head) - bom);
  char *found = NULL;
  gboolean more = TRUE, is_key = FALSE, wanted = FALSE;
  guint depth = 0;
  while (more) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      break;
    }
    gboolean opens = event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
    gboolean closes = event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT;
    more = event.type != YAML_DOCUMENT_END_EVENT && !(depth == 0 && (event.type == YAML_SEQUENCE_START_EVENT));
    if (depth == 1 && (event.type == YAML_SCALAR_EVENT || opens)) {
      const char *text = event.type == YAML_SCALAR_EVENT ? (const char *)event.data.scalar.value : NULL;
      if (!is_key && wanted) {
        found = g_strdup(text);
        more = FALSE;
      }
      wanted = is_key && text && strcmp(text, key) == 0;
      is_key = !is_key;
    } else if (depth == 0 && opens) {
      is_key = TRUE;
    }
    depth += opens ? 1 : 0;
    depth -= closes ? 1 : 0;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return found;
}

/* ---- writing a scalar ---- */

static const char *const not_text[] = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"};

static gboolean plain_is_safe(const char *text) {
  if (text[0] == '\0' || g_ascii_isspace(text[0]) || g_ascii_isdigit(text[0]) || strchr("-+.?~", text[0])) {
    return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS(not_text); i++) {
    if (g_ascii_strcasecmp(text, not_text[i]) == 0) {
      return FALSE;
    }
  }
  if (strpbrk(text, ",[]{}:#&*!|<>=\"'%@`\\") || g_str_has_suffix(text, " ")) {
    return FALSE;
  }
  for (const char *p = text; *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!g_unichar_isprint(c) || c == 0x2028 || c == 0x2029) {
      return FALSE;
    }
  }
  return TRUE;
}

char *yaml_quote(const char *text) {
  if (plain_is_safe(text)) {
    return g_strdup(text);
  }
  GString *out = g_string_new("\"");
  for (const char *p = text; *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == '"' || c == '\\') {
      g_string_append_c(out, '\\');
      g_string_append_unichar(out, c);
    } else if (c == '\n') {
      g_string_append(out, "\\n");
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      g_string_append_printf(out, "\\x%02X", c);
    } else if (c > 0xFFFF && !g_unichar_isprint(c)) {
      g_string_append_printf(out, "\\U%08X", c);
    } else if (!g_unichar_isprint(c) || c == 0x2028 || c == 0x2029) {
      g_string_append_printf(out, "\\u%04X", c);
    } else {
      g_string_append_unichar(out, c);
    }
  }
  g_string_append_c(out, '"');
  return g_string_free(out, FALSE);
}

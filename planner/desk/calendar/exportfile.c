#include "desk/calendar/exportfile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/json.h"

#define MAX_LINE (4u << 20)

struct ExportFile {
  FILE *stream;     /* NULL when there is no file, or `lines` hold it */
  GPtrArray *lines; /* char*, sorted: of a file that was not laid out as ours */
  guint next;
  GHashTable *people; /* id → JSON list */
  char *buffer;       /* getline's */
  size_t room;
  ExportLine line;
};

/* ---- a file as somebody else laid it out ------------------------------------------------------------------------------------------- */

static gboolean put_list_node(GString *out, const Node *list) {
  if (!list || list->kind != NODE_LIST) {
    return FALSE;
  }
  g_string_append_c(out, '[');
  for (const Node *item = list->first; item; item = item->next) {
    if (item->kind != NODE_SCALAR) {
      return FALSE;
    }
    g_string_append(out, item == list->first ? "" : ",");
    json_append_quoted(out, item->text);
  }
  g_string_append_c(out, ']');
  return TRUE;
}

static gboolean put_scalar_node(GString *out, const Node *map, const char *key, gboolean quoted) {
  const Node *node = node_get(map, key);
  if (!node || node->kind != NODE_SCALAR) {
    return FALSE;
  }
  if (quoted) {
    json_append_quoted(out, node->text);
  } else {
    g_string_append(out, node->text);
  }
  return TRUE;
}

static gboolean put_what_node(GString *out, const Node *what) {
  g_string_append(out, "{\"day\":");
  if (!put_scalar_node(out, what, "day", FALSE)) {
    return FALSE;
  }
  g_string_append(out, ",\"start\":");
  if (!put_scalar_node(out, what, "start", TRUE)) {
    return FALSE;
  }
  g_string_append(out, ",\"end\":");
  if (!put_scalar_node(out, what, "end", TRUE)) {
    return FALSE;
  }
  g_string_append(out, ",\"summary\":");
  gboolean good = put_scalar_node(out, what, "summary", TRUE);
  g_string_append_c(out, '}');
  return good;
}

static gboolean put_sequence_node(GString *out, const Node *map) {
  g_string_append(out, "\"seq\":");
  gboolean good = put_scalar_node(out, map, "seq", FALSE);
  g_string_append(out, ",\"stamp\":");
  return put_scalar_node(out, map, "stamp", FALSE) && good;
}

static gboolean put_gone_node(GString *out, const Node *gone) {
  g_string_append(out, "{\"to\":");
  gboolean good = put_list_node(out, node_get(gone, "to"));
  g_string_append_c(out, ',');
  good = put_sequence_node(out, gone) && good;
  g_string_append(out, ",\"what\":");
  good = put_what_node(out, node_get(gone, "what")) && good;
  g_string_append_c(out, '}');
  return good;
}

/* The event as we would have written it; NULL when something is missing or wrong. */
static char *line_of_node(const Node *event) {
  g_autoptr(GString) out = g_string_new("{\"uid\":");
  const Node *hash = node_get(event, "hash"), *what = node_get(event, "what"), *gone = node_get(event, "gone");
  if (!put_scalar_node(out, event, "uid", TRUE) || !hash || !what || !gone || gone->kind != NODE_LIST) {
    return NULL;
  }
  g_string_append_c(out, ',');
  gboolean good = put_sequence_node(out, event);
  g_string_append(out, ",\"hash\":");
  if (hash->kind == NODE_NULL) {
    g_string_append(out, "null");
  } else {
    good = put_scalar_node(out, event, "hash", TRUE) && good;
  }
  g_string_append(out, ",\"had\":");
  good = put_list_node(out, node_get(event, "had")) && good;
  g_string_append(out, ",\"what\":");
  if (what->kind == NODE_NULL) {
    g_string_append(out, "null");
  } else {
    good = put_what_node(out, what) && good;
  }
  g_string_append(out, ",\"gone\":[");
  for (const Node *item = gone->first; item; item = item->next) {
    g_string_append(out, item == gone->first ? "" : ",");
    good = put_gone_node(out, item) && good;
  }
  g_string_append(out, "]}");
  ExportLine line;
  return good && exportlines_parse(out->str, &line) ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}

static int compare_lines(gconstpointer a, gconstpointer b) {
  ExportLine first, second;
  exportlines_parse(*(const char *const *)a, &first);
  exportlines_parse(*(const char *const *)b, &second);
  int order = memcmp(first.uid.text, second.uid.text, MIN(first.uid.length, second.uid.length));
  return order ? order : (first.uid.length > second.uid.length) - (first.uid.length < second.uid.length);
}

static void add_people(ExportFile *file, const Node *people) {
  for (const Node *person = people ? people->first : NULL; person; person = person->next) {
    g_autoptr(GString) list = g_string_new(NULL);
    if (person->key && put_list_node(list, person)) {
      g_hash_table_replace(file->people, g_strdup(person->key), g_string_free(g_steal_pointer(&list), FALSE));
    }
  }
}

static gboolean read_as_tree(ExportFile *file, const char *path, DiagList *diags) {
  g_autoptr(Doc) doc = json_read(path, diags);
  if (!doc->root) {
    return FALSE;
  }
  const Node *schema = node_get(doc->root, "schema"), *events = node_get(doc->root, "events");
  guint64 version = 0;
  if (schema && schema->kind == NODE_SCALAR &&
      g_ascii_string_to_unsigned(schema->text, 10, 2, G_MAXINT32, &version, NULL)) {
    diag_fix(diag_add(diags, E080, pos_of_file(path), "这份导出记录是更新版本的 ready315 写的，这个版本读不懂。"),
             "请安装新版本再导出；不要删掉这个文件，各人日历里的更新和取消都靠它。");
    return FALSE;
  }
  gboolean good = schema && g_strcmp0(schema->text, "1") == 0 && events && events->kind == NODE_LIST;
  add_people(file, node_get(doc->root, "people"));
  for (const Node *event = good ? events->first : NULL; event && good; event = event->next) {
    char *line = line_of_node(event);
    good = line != NULL;
    if (line) {
      g_ptr_array_add(file->lines, line);
    }
  }
  g_ptr_array_sort(file->lines, compare_lines);
  for (guint i = 1; good && i < file->lines->len; i++) {
    good = compare_lines(&file->lines->pdata[i - 1], &file->lines->pdata[i]) != 0;
  }
  if (!good) {
    Diag *diag = diag_add(diags, E080, pos_of_file(path), "这份文件不是本程序写的导出记录，或者被改坏了。");
    diag_fix(diag,
             "请用备份里的这份文件换回来；没有备份就删掉它，所有日程从头算起，已经导入过的人要删掉旧日历重新导入。");
  }
  return good;
}

/* ---- the file ---------------------------------------------------------------------------------------------------------------------------- */

/* The next line without its newline; NULL at the end or when it is longer than any of ours. */
static char *next_text(ExportFile *file) {
  ssize_t length = getline(&file->buffer, &file->room, file->stream);
  if (length <= 0 || (gsize)length > MAX_LINE || strlen(file->buffer) != (gsize)length) {
    return NULL;
  }
  if (file->buffer[length - 1] == '\n') {
    file->buffer[length - 1] = '\0';
  }
  return file->buffer;
}

/* `"wang.fang":["staff:wang.fang"],` */
static gboolean add_person_line(ExportFile *file, const char *text) {
  Span id, list;
  if (!exportlines_parse_person(text, &id, &list)) {
    return FALSE;
  }
  g_hash_table_replace(file->people, span_dup(id), span_dup(list));
  return TRUE;
}

/* Head and people. */
static gboolean read_head(ExportFile *file) {
  const char *text = next_text(file);
  if (!text || strcmp(text, EXPORTFILE_HEAD) != 0) {
    return FALSE;
  }
  while ((text = next_text(file)) && strcmp(text, EXPORTFILE_EVENTS) != 0) {
    if (!add_person_line(file, text)) {
      return FALSE;
    }
  }
  return text != NULL;
}

/* Whether every line is exactly as we write it, in order, to the end. */
static gboolean is_ours(ExportFile *file) {
  if (!read_head(file)) {
    return FALSE;
  }
  g_autoptr(GString) last = g_string_new(NULL);
  const char *text;
  gboolean comma = TRUE;
  while ((text = next_text(file)) && strcmp(text, EXPORTFILE_END) != 0) {
    ExportLine line;
    if (!comma || !exportlines_parse(text, &line)) {
      return FALSE;
    }
    comma = g_str_has_suffix(text, ",");
    g_autofree char *uid = span_dup(line.uid);
    if (strcmp(last->str, uid) >= 0) {
      return FALSE;
    }
    g_string_assign(last, uid);
  }
  return text && getc(file->stream) == EOF;
}

ExportFile *exportfile_open(const char *path, DiagList *diags, GError **error) {
  g_autoptr(ExportFile) file = g_new0(ExportFile, 1);
  file->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (g_file_test(path, G_FILE_TEST_EXISTS) && !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_OTHER, "导出记录 %s 不是普通的文件。请把它移走，再运行一次。", path);
    return NULL;
  }
  file->stream = fopen(path, "re");
  if (!file->stream) {
    if (errno == ENOENT) {
      return g_steal_pointer(&file);
    }
    g_set_error(error, FILE_FAULT, FILE_FAULT_ACCESS, "打不开导出记录 %s：%s。请检查这个文件的权限。", path,
                g_strerror(errno));
    return NULL;
  }
  gboolean ours = is_ours(file);
  rewind(file->stream);
  if (ours) {
    g_hash_table_remove_all(file->people);
    read_head(file);
    return g_steal_pointer(&file);
  }
  fclose(file->stream);
  file->stream = NULL;
  g_hash_table_remove_all(file->people);
  file->lines = g_ptr_array_new_with_free_func(g_free);
  return read_as_tree(file, path, diags) ? g_steal_pointer(&file) : NULL;
}

void exportfile_free(ExportFile *file) {
  if (!file) {
    return;
  }
  if (file->stream) {
    fclose(file->stream);
  }
  free(file->buffer); /* getline's, of malloc */
  g_clear_pointer(&file->lines, g_ptr_array_unref);
  g_hash_table_unref(file->people);
  g_free(file);
}

const char *exportfile_person(const ExportFile *file, const char *id) {
  return g_hash_table_lookup(file->people, id);
}

const ExportLine *exportfile_next(ExportFile *file) {
  const char *text = NULL;
  if (file->lines) {
    text = file->next < file->lines->len ? g_ptr_array_index(file->lines, file->next++) : NULL;
  } else if (file->stream) {
    text = next_text(file);
  }
  return text && exportlines_parse(text, &file->line) ? &file->line : NULL;
}

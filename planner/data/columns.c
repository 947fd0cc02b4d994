/* Which column is which. People name them as they like (员工姓名, 姓名（必填）, Name), put a title above and remarks in brackets; what they
 * mean has to be found without guessing between two. Must not know what the columns are for. */
#include "base/text.h"
#include "data/table.h"

#include <string.h>

#define LOOK_AT_ROWS 20

static const char opening[] = "([{<";
static const char closing[] = ")]}>";

/* Width, case, white space, brackets with what they hold, and punctuation do not count. `keep` keeps what the brackets hold. */
static char *fold(const char *text, gboolean keep) {
  g_autofree char *wide = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  if (!wide) {
    return g_strdup("");
  }
  g_autofree char *folded = g_utf8_casefold(wide, -1);
  GString *out = g_string_new(NULL);
  int depth = 0;
  for (const char *p = folded; *p; p = text_next(p)) {
    gunichar c = g_utf8_get_char(p);
    if ((c < 0x80 && strchr(opening, (int)c)) || c == 0x3010 || c == 0x3014 || c == 0x300A) { /* 【〔《 */
      depth++;
    } else if ((c < 0x80 && strchr(closing, (int)c)) || c == 0x3011 || c == 0x3015 || c == 0x300B) {
      depth = MAX(depth - 1, 0);
    } else if ((depth == 0 || keep) && g_unichar_isalnum(c)) {
      g_string_append_unichar(out, c);
    }
  }
  return g_string_free(out, FALSE);
}

static char *fold_heading(const char *text) {
  g_autofree char *outside = fold(text, FALSE);
  return *outside ? g_steal_pointer(&outside) : fold(text, TRUE);
}

typedef struct {
  const ColumnSpec *specs;
  guint n;
  char ***folded; /* [n], NULL-terminated, as specs[i].aliases */
} Names;

typedef struct {
  guint score;
  guint *
      quality; /* per spec: of its best column; 0 none, G_MAXUINT equal to an alias, else the length of the alias contained */
  int *column; /* per spec: its best column */
  int *rival;  /* per spec: another column as good */
} Match;

static Match *match_new(guint n) {
  Match *match = g_new0(Match, 1);
  match->quality = g_new0(guint, n);
  match->column = g_new(int, n);
  match->rival = g_new(int, n);
  for (guint i = 0; i < n; i++) {
    match->column[i] = match->rival[i] = -1;
  }
  return match;
}

static void match_free(Match *match) {
  g_free(match->quality);
  g_free(match->column);
  g_free(match->rival);
  g_free(match);
}

static guint alias_quality(const char *heading, const char *alias) {
  if (*alias == '\0') {
    return 0;
  }
  if (strcmp(heading, alias) == 0) {
    return G_MAXUINT;
  }
  /* "no" stands in "notes", and 班 in half of all words. */
  gboolean distinct = (guchar)*alias >= 0x80 && g_utf8_strlen(alias, -1) >= 2;
  return distinct && strstr(heading, alias) ? (guint)strlen(alias) : 0;
}

static Match *match_row(const Names *names, const TableRow *row) {
  Match *match = match_new(names->n);
  for (guint c = 0; c < row->n_cells; c++) {
    if (*row->cells[c].text == '\0' || strlen(row->cells[c].text) > 200) {
      continue;
    }
    g_autofree char *heading = fold_heading(row->cells[c].text);
    guint best = 0, best_spec = 0;
    for (guint s = 0; s < names->n; s++) {
      for (guint a = 0; names->folded[s][a]; a++) {
        guint quality = alias_quality(heading, names->folded[s][a]);
        if (quality > best) {
          best = quality;
          best_spec = s;
        }
      }
    }
    if (best > match->quality[best_spec]) {
      match->quality[best_spec] = best;
      match->column[best_spec] = (int)c;
      match->rival[best_spec] = -1;
    } else if (best && best == match->quality[best_spec]) {
      match->rival[best_spec] = (int)c;
    }
  }
  for (guint s = 0; s < names->n; s++) {
    match->score += match->quality[s] == G_MAXUINT ? 3 : match->quality[s] ? 1 : 0;
  }
  return match;
}

/* "姓名（也可以叫 员工姓名、name）、部门" */
static char *missing_words(const Names *names, const Match *match, guint *n_missing) {
  GString *out = g_string_new(NULL);
  for (guint s = 0; s < names->n; s++) {
    const char *const *aliases = names->specs[s].aliases;
    if (!names->specs[s].required || match->column[s] >= 0) {
      continue;
    }
    g_string_append_printf(out, "%s%s", (*n_missing)++ ? "、" : "", aliases[0]);
    for (guint a = 1; a < 4 && aliases[a]; a++) {
      g_string_append_printf(out, "%s%s", a == 1 ? "（也可以叫 " : "、", aliases[a]);
    }
    g_string_append(out, aliases[1] ? "）" : "");
  }
  return g_string_free(out, FALSE);
}

static char *heading_words(const TableRow *row) {
  GString *out = g_string_new(NULL);
  guint n = 0;
  for (guint c = 0; c < row->n_cells && n < 20; c++) {
    if (*row->cells[c].text) {
      g_autofree char *flat = text_clean(row->cells[c].text, FALSE);
      g_autofree char *brief = text_limit_chars(flat, 20);
      g_string_append_printf(out, "%s%s", n++ ? "、" : "", brief);
    }
  }
  return g_string_free(out, FALSE);
}

static gboolean report_match(const Table *table, const TableRow *row, const Names *names, const Match *match,
                             DiagList *diags) {
  gboolean good = TRUE;
  guint n_missing = 0;
  g_autofree char *missing = missing_words(names, match, &n_missing);
  if (n_missing) {
    g_autofree char *found = heading_words(row);
    Diag *diag;
    if (match->score) {
      diag = diag_add(diags, E072, table_pos(table, row, 0), "表头里缺少 %u 列：%s。", n_missing, missing);
    } else {
      diag = diag_add(diags, E072, table_pos(table, row, 0), "前 %d 行里没有找到表头，要有 %u 列：%s。", LOOK_AT_ROWS,
                      n_missing, missing);
    }
    diag_fix(diag, "请在表头里写上列名；%s是：%s。", match->score ? "现在的表头" : "这一行现在", found);
    good = FALSE;
  }
  for (guint s = 0; s < names->n; s++) {
    if (match->rival[s] < 0) {
      continue;
    }
    Diag *diag = diag_add(diags, E073, table_pos(table, row, (guint)match->rival[s]),
                          "“%s”和“%s”两列都像是%s，不知道该用哪一列。", table_cell(row, match->column[s]),
                          table_cell(row, match->rival[s]), names->specs[s].aliases[0]);
    diag_fix(diag, "请把要用的那一列改名为“%s”，另一列改成别的名字或者删掉。", names->specs[s].aliases[0]);
    good = FALSE;
  }
  return good;
}

static int find_in(const Table *table, const Names *names, int *index, DiagList *diags) {
  Match *best = match_row(names, &table->rows[0]);
  guint best_row = 0;
  for (guint r = 1; r < MIN(table->n_rows, LOOK_AT_ROWS); r++) {
    Match *match = match_row(names, &table->rows[r]);
    if (match->score > best->score) {
      Match *worse = best;
      best = match;
      match = worse;
      best_row = r;
    }
    match_free(match);
  }
  memcpy(index, best->column, names->n * sizeof *index);
  gboolean good = report_match(table, &table->rows[best_row], names, best, diags);
  match_free(best);
  return good ? (int)best_row : -1;
}

int table_find_columns(const Table *table, const ColumnSpec *specs, guint n, int *index, DiagList *diags) {
  for (guint s = 0; s < n; s++) {
    index[s] = -1;
  }
  if (table->n_rows == 0) {
    Pos pos = pos_of_file(table->file);
    pos.sheet = table->sheet;
    Diag *diag = diag_add(diags, E077, pos, "表里没有任何内容。");
    diag_fix(diag, "请检查是不是选错了文件或工作表；第一行写列名，下面一行写一条。");
    return -1;
  }
  Names names = {.specs = specs, .n = n, .folded = g_new0(char **, n)};
  for (guint s = 0; s < n; s++) {
    guint n_aliases = g_strv_length((char **)(gsize)specs[s].aliases);
    names.folded[s] = g_new0(char *, n_aliases + 1);
    for (guint a = 0; a < n_aliases; a++) {
      names.folded[s][a] = fold_heading(specs[s].aliases[a]);
    }
  }
  int row = find_in(table, &names, index, diags);
  for (guint s = 0; s < n; s++) {
    g_strfreev(names.folded[s]);
  }
  g_free(names.folded);
  return row;
}

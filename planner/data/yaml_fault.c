/* libyaml's complaints name what the scanner expected, in its own terms and often a line late. A manager needs the likely slip of the pen
 * instead: a colon without space, a Chinese colon or comma, a quote not closed, a line out of step. So each complaint is looked at together
 * with the text around it. Knows libyaml's wording and nothing of its API; must not know what the file is about. */
#include "data/yaml_fault.h"

#include "base/text.h"

#include <string.h>

typedef struct {
  const YamlFault *fault;
  const char *file, *text, *end;
  DiagList *diags;
} Scene;

typedef struct {
  const char *text;
  gsize length;
} Line;

/* Line `number` from 0; an empty one beyond the end. */
static Line line_at(const Scene *scene, guint32 number) {
  const char *p = scene->text;
  for (; number > 0 && p < scene->end; number--) {
    while (p < scene->end && *p != '\n' && *p != '\r') {
      p++;
    }
    if (p < scene->end) {
      p += *p == '\r' && p + 1 < scene->end && p[1] == '\n' ? 2 : 1;
    }
  }
  const char *stop = p;
  while (stop < scene->end && *stop != '\n' && *stop != '\r') {
    stop++;
  }
  return (Line){.text = p, .length = number ? 0 : (gsize)(stop - p)};
}

static const char *line_char(Line line, guint32 column) {
  const char *p = line.text;
  const char *end = line.text + line.length;
  for (; column > 0 && p < end; column--) {
    p = text_next(p);
  }
  return p < end ? p : NULL;
}

static guint32 line_indent(Line line) {
  guint32 n = 0;
  while (n < line.length && (line.text[n] == ' ' || line.text[n] == '\t')) {
    n++;
  }
  return n;
}

static Pos place(const Scene *scene, guint32 line, guint32 column) {
  return (Pos){.file = intern_string(scene->file), .line = line + 1, .column = column + 1};
}

static Pos at_problem(const Scene *scene) {
  return place(scene, scene->fault->line, scene->fault->column);
}

static Pos at_context(const Scene *scene) {
  return place(scene, scene->fault->context_line, scene->fault->context_column);
}

int yaml_fault_glued_colon(const char *line, gsize length, gboolean *chinese) {
  const char *end = line + length;
  int column = 0;
  char quote = 0;
  for (const char *p = line; p < end; p = text_next(p), column++) {
    if (quote) {
      quote = *p == quote ? 0 : quote;
    } else if ((*p == '"' || *p == '\'') && (p == line || strchr(" ,[{:", p[-1]))) {
      quote = *p;
    } else if (*p == '#' && (p == line || p[-1] == ' ')) {
      return -1;
    } else if (*p == ':') {
      if (p + 1 >= end || p[1] == ' ' || p[1] == '\t') {
        return -1;
      }
      gboolean time = p > line && g_ascii_isdigit(p[-1]) && g_ascii_isdigit(p[1]);
      if (!time && p[1] != '/') {
        *chinese = FALSE;
        return column;
      }
    } else if (strncmp(p, "：", strlen("：")) == 0) {
      *chinese = TRUE;
      return column;
    }
  }
  return -1;
}

/* TRUE when the line holds such a colon, which is then what gets reported. */
static gboolean report_glued_colon(const Scene *scene, guint32 number) {
  gboolean chinese = FALSE;
  Line line = line_at(scene, number);
  int column = yaml_fault_glued_colon(line.text, line.length, &chinese);
  if (column < 0) {
    return FALSE;
  }
  Diag *diag = diag_add(scene->diags, E005, place(scene, number, (guint32)column), "%s",
                        chinese ? "这里用了中文冒号“：”，YAML 只认英文冒号。" : "冒号后面缺少空格。");
  diag_fix(diag, "请改成英文冒号加一个空格，例如 name: 王芳；冒号本来就是文字的一部分时，请给整段文字加上双引号。");
  return TRUE;
}

/* The nearest line above that holds more than a comment; FALSE at the top. */
static gboolean line_above(const Scene *scene, guint32 number, guint32 *above) {
  while (number > 0) {
    number--;
    Line line = line_at(scene, number);
    guint32 indent = line_indent(line);
    if (indent < line.length && line.text[indent] != '#') {
      *above = number;
      return TRUE;
    }
  }
  return FALSE;
}

static void report_tab(const Scene *scene) {
  Line line = line_at(scene, scene->fault->line);
  guint32 column = MIN(scene->fault->column, line_indent(line));
  const char *at = line_char(line, column);
  if (!at || *at != '\t') { /* inside a text that goes over several lines, libyaml points behind the tabs */
    const char *tab = line.length ? memchr(line.text, '\t', line.length) : NULL;
    column = tab ? (guint32)g_utf8_pointer_to_offset(line.text, tab) : scene->fault->column;
    at = tab;
  }
  guint32 tabs = 0;
  while (at && at + tabs < line.text + line.length && at[tabs] == '\t') {
    tabs++;
  }
  gboolean indents = column <= line_indent(line);
  Diag *diag = diag_add(scene->diags, E006, place(scene, scene->fault->line, column), "%s",
                        indents ? "这一行用了制表符（Tab）缩进，YAML 只认空格。"
                                : "这里有制表符（Tab），YAML 在这个位置只认空格。");
  diag_fix(diag, "请把制表符换成空格，每一层缩进两个空格。");
  diag_underline(diag, tabs);
}

static void cannot_start(const Scene *scene) {
  const char *at = line_char(line_at(scene, scene->fault->line), scene->fault->column);
  if (at && *at == '\t') {
    report_tab(scene);
    return;
  }
  g_autofree char *shown = at ? g_strndup(at, (gsize)(text_next(at) - at)) : g_strdup("");
  Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "没有引号的文字不能以“%s”开头。", shown);
  diag_fix(diag, "请给整个值加上双引号，例如 \"%s值\"。", shown);
}

static void missing_colon(const Scene *scene) {
  if (report_glued_colon(scene, scene->fault->context_line)) {
    return;
  }
  Diag *diag = diag_add(scene->diags, E005, at_context(scene), "这一行应当是“键: 值”，却没有冒号。");
  diag_fix(diag, "请写成英文冒号加一个空格，例如 name: 王芳；如果是上一行的续行，请比上一行多缩进两个空格。");
}

static void second_colon(const Scene *scene) {
  const YamlFault *fault = scene->fault;
  Line line = line_at(scene, fault->line);
  const char *stop = line_char(line, fault->column);
  gboolean proper = FALSE;
  for (const char *p = line.text; stop && p + 1 < stop; p++) {
    proper = proper || (p[0] == ':' && p[1] == ' ');
  }
  if (proper) {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "同一行里又出现了冒号加空格，这里会被当成另一个键。");
    diag_fix(diag, "值里本来就有冒号时，请给整个值加上双引号；是两个键时，请分成两行。");
    return;
  }
  guint32 above = 0;
  gboolean found = line_above(scene, fault->line, &above);
  if (found && report_glued_colon(scene, above)) {
    return;
  }
  if (found && line_indent(line) <= line_indent(line_at(scene, above))) {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "这里不能写“键: 值”：上面的内容还没有写完。");
    diag_fix(diag, "请检查第 %u 行：是不是缺少冒号、引号没有配对，或者缩进不对。", above + 1);
    return;
  }
  Diag *diag = diag_add(scene->diags, E005, place(scene, fault->line, line_indent(line)),
                        "这一行缩进得太多：上一行已经有值，下面不能再挂“键: 值”。");
  diag_fix(diag, "请与同一级的键对齐，每一层缩进两个空格；如果它属于上一行的键，请让那个键后面空着。");
}

static void unclosed_quote(const Scene *scene) {
  const char *at = line_char(line_at(scene, scene->fault->context_line), scene->fault->context_column);
  const char *quote = at && *at == '\'' ? "单引号（'）" : "双引号（\"）";
  Diag *diag = diag_add(scene->diags, E005, at_context(scene), "从这里开始的%s没有配对，一直找到第 %u 行也没有结束。",
                        quote, scene->fault->line + 1);
  diag_fix(diag, "请在这段文字的末尾补上%s。", quote);
}

/* A block of keys, or of list items, meets something that is neither. */
static void out_of_step(const Scene *scene, gboolean list) {
  const YamlFault *fault = scene->fault;
  Line line = line_at(scene, fault->line);
  const char *at = line_char(line, fault->column);
  guint32 indent = line_indent(line);
  if (at && strchr("]}", *at)) {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "这里多了一个“%c”，前面没有与它配对的括号。", *at);
    diag_fix(diag, "请删掉它，或者补上前面缺少的“%c”。", *at == ']' ? '[' : '{');
    return;
  }
  if (at && *at == ':' && fault->column == indent) {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "冒号前面没有键。");
    diag_fix(diag, "请在冒号前面写上键的名字，或者删掉这一行。");
    return;
  }
  if (fault->column > indent) {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "值到这里已经结束，后面又多出了内容。");
    diag_fix(diag, "整个值要么全部放在一对引号里，要么不用引号；请检查这一行和上一行的引号、括号是否配对。");
    return;
  }
  if (report_glued_colon(scene, fault->line)) {
    return;
  }
  if (list) {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene),
                          "第 %u 行开始的清单里，每一项都要以“- ”开头，这一行不是。", fault->context_line + 1);
    diag_fix(diag, "是新的一项，请在前面加“- ”；属于上一项，请与那一项“- ”后面的文字对齐。");
  } else if (at && *at == '-') {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "第 %u 行开始的是“键: 值”，这里却写了清单项（- ）。",
                          fault->context_line + 1);
    diag_fix(diag, "清单项要写在它的键下面，例如先写 kinds:，换行再写“  - shop”。");
  } else {
    Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "这一行的缩进与上面的内容没有对齐。");
    diag_fix(diag, "同一级的键要左端对齐，下一级多缩进两个空格；请检查这一行前面有几个空格。");
  }
}

static void open_bracket(const Scene *scene, char open, char close) {
  const YamlFault *fault = scene->fault;
  const char *comma = NULL;
  for (guint32 n = fault->context_line; n <= fault->line && n < fault->context_line + 50; n++) {
    Line line = line_at(scene, n);
    const char *from = n == fault->context_line ? line_char(line, fault->context_column) : line.text;
    const char *upto = n == fault->line ? line_char(line, fault->column) : NULL;
    upto = upto ? upto : line.text + line.length;
    comma = from && from < upto ? g_strstr_len(from, upto - from, "，") : NULL;
    if (comma) {
      Diag *diag = diag_add(scene->diags, E005, place(scene, n, (guint32)g_utf8_pointer_to_offset(line.text, comma)),
                            "括号里的各项要用英文逗号隔开，这里是中文逗号“，”。");
      diag_fix(diag, "请改成英文逗号加一个空格；逗号本来就是文字的一部分时，请给那一段加上双引号。");
      return;
    }
  }
  gboolean at_end = line_char(line_at(scene, fault->line), fault->column) == NULL;
  if (fault->line != fault->context_line || at_end) {
    Diag *diag = diag_add(scene->diags, E005, at_context(scene), "从这里开始的“%c”到第 %u 行还没有“%c”。", open,
                          fault->line + 1, close);
    diag_fix(diag, "请在这一组的末尾补上“%c”；如果已经有了，请检查第 %u 行前面是不是缺少逗号。", close,
             fault->line + 1);
    return;
  }
  Diag *diag =
      diag_add(scene->diags, E005, at_problem(scene), "这里前面缺少逗号，或者“%c”还没有用“%c”收尾。", open, close);
  diag_fix(diag, "括号里的各项要用英文逗号加空格隔开，例如 %s。",
           open == '[' ? "[shop, food]" : "{id: wang.fang, name: 王芳}");
}

static void loose_content(const Scene *scene) {
  guint32 above = 0;
  if (line_above(scene, scene->fault->line, &above) && report_glued_colon(scene, above)) {
    return;
  }
  Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "上面的内容到这里已经结束，这一行接不上。");
  diag_fix(diag, "最外一级的键都要顶格写；请检查这一行和第一行前面的空格，以及括号是否配对。");
}

/* Complaints that say enough by themselves. The first row whose words occur wins; `context` NULL fits any. */
static const struct {
  const char *problem, *context;
  DiagCode code;
  gboolean at_context;
  const char *message, *fix;
} plain_faults[] = {
    {"block sequence entries are not allowed", NULL, E005, FALSE, "清单项（- ）不能写在这里。",
     "请把清单项换到下一行并多缩进两个空格；“-”本来就是文字的话，请给整个值加上双引号。"},
    {"mapping keys are not allowed", NULL, E005, FALSE, "问号加空格在这里不能作开头。", "请给整个值加上双引号。"},
    {"did not find expected node content", NULL, E005, FALSE, "这里应当有内容，却是空的或多了一个符号。",
     "请检查前后的逗号和括号：不能有两个连着的逗号，每个左括号都要有右括号。"},
    {"found unexpected ':'", NULL, E005, FALSE, "括号里的冒号后面缺少空格或值。", "请在冒号后面加一个空格，再写值。"},
    {"found unknown escape character", NULL, E005, FALSE, "双引号里的反斜杠（\\）后面不能跟这个字符。",
     "要写反斜杠本身请写两个（\\\\），或者把双引号换成单引号。"},
    {"did not find expected hexdecimal number", "quoted scalar", E005, FALSE,
     "双引号里 \\x、\\u 后面的十六进制数字不够。", "要写反斜杠本身请写两个（\\\\），或者把双引号换成单引号。"},
    {"found invalid Unicode character escape code", NULL, E005, FALSE, "双引号里的 \\u 写的不是一个有效的字符。",
     "请直接写出这个字，或者把双引号换成单引号。"},
    {"indentation indicator equal to 0", NULL, E005, FALSE, "“|”或“>”后面的缩进数不能是 0。", "请去掉这个数字。"},
    {"did not find expected comment or line break", "block scalar", E005, FALSE, "“|”或“>”后面不能在同一行写文字。",
     "请换到下一行再写，并多缩进两个空格；这个符号本来就是文字的话，请给整个值加上双引号。"},
    {"", "anchor", E008, TRUE, "这里的“&”会被当成锚点，本程序不用锚点。", "是文字的话，请给整个值加上双引号。"},
    {"", "alias", E008, TRUE, "这里的“*”会被当成别名，本程序不用别名。", "是文字的话，请给整个值加上双引号。"},
    {"tag handle", NULL, E008, FALSE, "这里的“!”会被当成标签，本程序不用标签。", "是文字的话，请给整个值加上双引号。"},
    {"", "directive", E005, TRUE, "行首的“%”会被当成 YAML 指令，这里不能这样写。",
     "请删掉这一行；是文字的话，请给整个值加上双引号。"},
    {"directive", NULL, E005, FALSE, "行首的“%”会被当成 YAML 指令，这里不能这样写。",
     "请删掉这一行；是文字的话，请给整个值加上双引号。"},
    {"incompatible YAML document", NULL, E005, FALSE, "文件开头写的 YAML 版本这里不认。",
     "请删掉以 %YAML 开头的那一行。"},
    {"", "tag", E008, TRUE, "这里的“!”会被当成标签，本程序不用标签。", "是文字的话，请给整个值加上双引号。"},
    {"", "quoted scalar", E005, FALSE, "引号里的文字写法有误。", "请检查引号是否配对，以及双引号里的反斜杠。"},
};

static void plain_fault(const Scene *scene) {
  const char *context = scene->fault->context ? scene->fault->context : "";
  for (guint i = 0; i < G_N_ELEMENTS(plain_faults); i++) {
    if (strstr(scene->fault->problem, plain_faults[i].problem) &&
        (!plain_faults[i].context || strstr(context, plain_faults[i].context))) {
      Pos pos = plain_faults[i].at_context ? at_context(scene) : at_problem(scene);
      Diag *diag = diag_add(scene->diags, plain_faults[i].code, pos, "%s", plain_faults[i].message);
      diag_fix(diag, "%s", plain_faults[i].fix);
      return;
    }
  }
  Diag *diag = diag_add(scene->diags, E005, at_problem(scene), "这里的写法读不懂。");
  diag_fix(diag, "请检查这一行和上一行的缩进、冒号、引号和括号。");
}

void yaml_fault_report(const YamlFault *fault, const char *file, const char *text, gsize length, DiagList *diags) {
  Scene scene = {.fault = fault, .file = file, .text = text, .end = text + length, .diags = diags};
  const char *problem = fault->problem;
  const char *context = fault->context ? fault->context : "";
  gboolean in_quotes = strstr(context, "quoted scalar") != NULL;
  if (strstr(problem, "tab character")) {
    report_tab(&scene);
  } else if (strstr(problem, "cannot start any token")) {
    cannot_start(&scene);
  } else if (strstr(problem, "could not find expected ':'")) {
    missing_colon(&scene);
  } else if (strstr(problem, "mapping values are not allowed")) {
    second_colon(&scene);
  } else if (in_quotes && (strstr(problem, "end of stream") || strstr(problem, "document indicator"))) {
    unclosed_quote(&scene);
  } else if (strstr(problem, "expected key") || strstr(problem, "expected '-' indicator")) {
    out_of_step(&scene, strstr(problem, "expected key") == NULL);
  } else if (strstr(problem, "',' or ']'")) {
    open_bracket(&scene, '[', ']');
  } else if (strstr(problem, "',' or '}'")) {
    open_bracket(&scene, '{', '}');
  } else if (strstr(problem, "<document start>")) {
    loose_content(&scene);
  } else {
    plain_fault(&scene);
  }
}

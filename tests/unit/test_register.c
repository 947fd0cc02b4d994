/* run/register: rows that stay open until somebody closes them, values by their columns, time left, and the entries read back. */
#include "run/register.h"
#include "workspace.h"

static const char columns[] = "checklist: book\ntitle: 疑难单\nsource: register\nrows:\n"
                              "  - {id: case, title: 单号, role: number}\n"
                              "  - {id: opened, title: 时间, type: moment, role: opened}\n"
                              "  - {id: from, title: 渠道, type: choice, required: true, role: source, "
                              "choices: [电话, 12315, 记者], authority: [12315, 记者]}\n"
                              "  - {id: demand, title: 诉求, required: true, role: subject}\n"
                              "  - {id: promised, title: 承诺时间, type: moment, role: promised}\n"
                              "  - {id: owner, title: 现责任人, type: person, role: owner}\n"
                              "  - {id: due, title: 截止, type: date, role: due}\n"
                              "  - {id: n, title: 件数, type: number}\n"
                              "  - {id: seen, title: 看过, type: confirm}\n"
                              "  - {id: clock, title: 几点, type: time}\n"
                              "  - {id: free, title: 类型, type: choice}\n"
                              "  - {id: result, title: 结果, role: result}\n"
                              "  - {id: revisit, title: 回访, role: after}\n";

typedef struct {
  Workspace w;
  Register *reg;
  GPtrArray *bodies; /* char* */
  char *said;        /* of the last refusal; NULL */
} Book;

static void book_new(Book *book) {
  workspace_new(&book->w);
  folder_put(&book->w.home, "checklists/book.yaml", columns);
  workspace_load(&book->w);
  book->reg = register_new(campaign_checklist(book->w.campaign, "book"));
  book->bodies = g_ptr_array_new_with_free_func(g_free);
  book->said = NULL;
}

static void book_free(Book *book) {
  register_free(book->reg);
  g_ptr_array_unref(book->bodies);
  g_free(book->said);
  workspace_free(&book->w);
}

/* "from=电话|demand=退款" */
static guint values_of(const char *text, char ***parts, RegisterValue out[8]) {
  *parts = g_strsplit(text, "|", -1);
  guint n = 0;
  for (char **part = *parts; *part && **part; part++) {
    char *equals = strchr(*part, '=');
    *equals = '\0';
    out[n++] = (RegisterValue){*part, equals + 1};
  }
  return n;
}

typedef struct {
  RegisterEventKind kind;
  const char *row, *values, *result, *reason;
  const char *day, *now; /* 2027-03-12, 09:00 */
} Happening;

static RegisterResult happen(Book *book, const Happening *h) {
  char **parts;
  RegisterValue values[8];
  guint n = values_of(h->values ? h->values : "", &parts, values);
  Day day = day_parse(h->day ? h->day : "2027-03-12");
  RegisterEvent event = {.kind = h->kind,
                         .by = "wang.fang",
                         .row = h->row,
                         .values = values,
                         .n_values = n,
                         .result = h->result,
                         .reason = h->reason,
                         .day = day,
                         .now = moment_at(day, minute_parse(h->now ? h->now : "09:00", FALSE)),
                         .utc_ms = 1000 * (gint64)(book->bodies->len + 1)};
  char *body = NULL;
  const RegisterRow *row = NULL;
  RegisterFault fault = {0};
  RegisterResult result = register_step(book->reg, &event, &body, &row, &fault);
  g_clear_pointer(&book->said, g_free);
  if (result == REGISTER_DONE) {
    g_assert_nonnull(row);
    g_ptr_array_add(book->bodies, body);
  } else {
    g_assert_null(body);
    book->said = register_refusal(result, &fault);
  }
  g_strfreev(parts);
  return result;
}

/* Everything that a register holds, as one text. */
static char *told(const Register *reg) {
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "%u open\n", reg->open);
  for (guint i = 0; i < reg->rows->len; i++) {
    const RegisterRow *row = g_ptr_array_index(reg->rows, i);
    g_string_append_printf(out, "%s %s %s", row->id, row->open ? "open" : "closed", row->by);
    for (guint c = 0; c < reg->checklist->rows->len; c++) {
      const ChecklistRow *column = g_ptr_array_index(reg->checklist->rows, c);
      if (*register_value(row, column->id)) {
        g_string_append_printf(out, " %s=%s", column->id, register_value(row, column->id));
      }
    }
    g_string_append_printf(out, " [%s|%s|%s|%" G_GINT64_FORMAT "|%u]\n", row->result, row->reason, row->closed_by,
                           row->closed_ms, row->reopened);
    for (guint c = 0; c < row->changes->len; c++) {
      const RegisterChange *change = g_ptr_array_index(row->changes, c);
      g_string_append_printf(out, "  %s: %s → %s %s %" G_GINT64_FORMAT "\n", change->column, change->from, change->to,
                             change->reason, change->utc_ms);
    }
  }
  return g_string_free(out, FALSE);
}

static void same_when_read_back(Book *book) {
  g_autoptr(Register) again = register_new(book->reg->checklist);
  for (guint i = 0; i < book->bodies->len; i++) {
    g_assert_true(
        register_add_entry(again, g_ptr_array_index(book->bodies, i), "wang.fang", "", 1000 * (gint64)(i + 1)));
  }
  g_autofree char *was = told(book->reg), *is = told(again);
  g_assert_cmpstr(was, ==, is);
}

static void test_life(void) {
  Book book;
  book_new(&book);
  static const Happening story[] = {
      {REGISTER_ADD, NULL, "from=电话|demand=退款没到|promised=18:00", NULL, NULL, NULL, NULL},
      {REGISTER_ADD, NULL, "from=记者|demand=问配料", NULL, NULL, NULL, "10:00"},
      {REGISTER_CHANGE, "0312-01", "owner=li.lei|due=3月14日", NULL, "早班交晚班", NULL, "11:00"},
      {REGISTER_CHANGE, "0312-01", "owner=liu.yang", NULL, NULL, NULL, NULL},
      {REGISTER_CLOSE, "0312-01", NULL, "已退 38 元", NULL, "2027-03-13", NULL},
      {REGISTER_CHANGE, "0312-01", "revisit=3月14日打过，满意", NULL, NULL, "2027-03-14", NULL},
      {REGISTER_CLOSE, "0312-02", NULL, NULL, "记者说不用了", "2027-03-13", NULL},
      {REGISTER_REOPEN, "0312-01", NULL, NULL, "又没到账", "2027-03-15", NULL},
      {REGISTER_CLOSE, "0312-01", NULL, "已到账", NULL, "2027-03-16", NULL},
      {REGISTER_ADD, NULL, "from=12315|demand=少发一件|case=330100001", NULL, NULL, "2028-03-12", NULL}};
  for (guint i = 0; i < G_N_ELEMENTS(story); i++) {
    RegisterResult result = happen(&book, &story[i]);
    g_assert_cmpstr(book.said, ==, NULL);
    g_assert_cmpint(result, ==, REGISTER_DONE);
  }
  g_autofree char *is = told(book.reg);
  g_assert_cmpstr(is, ==,
                  "1 open\n"
                  "0312-01 closed wang.fang opened=2027-03-12T09:00 from=电话 demand=退款没到 "
                  "promised=2027-03-12T18:00 owner=liu.yang due=2027-03-14 result=已到账 revisit=3月14日打过，满意 "
                  "[已到账|(null)|wang.fang|9000|1]\n"
                  "  due:  → 2027-03-14 早班交晚班 3000\n"
                  "  owner:  → li.lei 早班交晚班 3000\n"
                  "  owner: li.lei → liu.yang (null) 4000\n"
                  "  result:  → 已退 38 元 (null) 5000\n"
                  "  revisit:  → 3月14日打过，满意 (null) 6000\n"
                  "  result: 已退 38 元 →  又没到账 8000\n"
                  "  result:  → 已到账 (null) 9000\n"
                  "0312-02 closed wang.fang opened=2027-03-12T10:00 from=记者 demand=问配料 "
                  "[(null)|记者说不用了|wang.fang|7000|0]\n"
                  "0312-03 open wang.fang case=330100001 opened=2028-03-12T09:00 from=12315 demand=少发一件 "
                  "[(null)|(null)|(null)|0|0]\n");
  g_assert_cmpstr(g_ptr_array_index(book.bodies, 0), ==,
                  "{\"event\":\"add\",\"row\":\"0312-01\",\"values\":{\"demand\":\"退款没到\",\"from\":\"电话\","
                  "\"opened\":\"2027-03-12T09:00\",\"promised\":\"2027-03-12T18:00\"}}");
  g_assert_cmpstr(g_ptr_array_index(book.bodies, 6), ==,
                  "{\"event\":\"close\",\"reason\":\"记者说不用了\",\"row\":\"0312-02\"}");
  same_when_read_back(&book);
  book_free(&book);
}

static void test_refused(void) {
  static const struct {
    Happening h;
    RegisterResult result;
    const char *said;
  } rows[] = {
      {{REGISTER_ADD, NULL, "from=电话", NULL, NULL, NULL, NULL}, REGISTER_MISSING, "“诉求”是必填的"},
      {{REGISTER_ADD, NULL, "", NULL, NULL, NULL, NULL}, REGISTER_MISSING, "“渠道”是必填的"},
      {{REGISTER_ADD, NULL, "from=电话|demand= ", NULL, NULL, NULL, NULL}, REGISTER_MISSING, "“诉求”是必填的"},
      {{REGISTER_ADD, NULL, "from=电报|demand=甲", NULL, NULL, NULL, NULL},
       REGISTER_BAD_VALUE,
       "可以选：电话、12315、记者"},
      {{REGISTER_ADD, NULL, "from=电话|demand=甲|promised=六点", NULL, NULL, NULL, NULL},
       REGISTER_BAD_VALUE,
       "3月15日 18:00"},
      {{REGISTER_ADD, NULL, "from=电话|demand=甲|due=18:00", NULL, NULL, NULL, NULL}, REGISTER_BAD_VALUE, "2027-03-15"},
      {{REGISTER_ADD, NULL, "from=电话|demand=甲|n=两件", NULL, NULL, NULL, NULL}, REGISTER_BAD_VALUE, "数字"},
      {{REGISTER_ADD, NULL, "from=电话|demand=甲|who=乙", NULL, NULL, NULL, NULL}, REGISTER_NO_COLUMN, "没有这一列"},
      {{REGISTER_ADD, NULL, "from=电话|demand=甲|demand=乙", NULL, NULL, NULL, NULL}, REGISTER_TWICE, "写了两次"},
      {{REGISTER_ADD, NULL, "from=电话|demand=甲|case=A1", NULL, NULL, NULL, NULL},
       REGISTER_KNOWN,
       "单号“A1”已经登记过，是 0312-01"},
      {{REGISTER_CHANGE, "0312-09", "demand=甲", NULL, NULL, NULL, NULL}, REGISTER_NO_ROW, "没有这一行"},
      {{REGISTER_CHANGE, "0312-01", "demand=旧的", NULL, NULL, NULL, NULL}, REGISTER_UNCHANGED, "没有改动"},
      {{REGISTER_CHANGE, "0312-01", "demand=", NULL, NULL, NULL, NULL}, REGISTER_MISSING, "“诉求”是必填的"},
      {{REGISTER_CHANGE, "0312-02", "demand=甲", NULL, NULL, NULL, NULL}, REGISTER_CLOSED, "已经关闭，“诉求”不能再改"},
      {{REGISTER_CHANGE, "0312-02", "case=A1", NULL, NULL, NULL, NULL}, REGISTER_CLOSED, "“单号”"},
      {{REGISTER_CLOSE, "0312-01", NULL, NULL, NULL, NULL, NULL}, REGISTER_NO_RESULT, "关闭要写结果"},
      {{REGISTER_CLOSE, "0312-01", NULL, "甲\t\x01", NULL, NULL, NULL}, REGISTER_BAD_VALUE, "控制字符"},
      {{REGISTER_CLOSE, "0312-02", NULL, "甲", NULL, NULL, NULL}, REGISTER_CLOSED, "已经关闭"},
      {{REGISTER_REOPEN, "0312-01", NULL, NULL, "再看", NULL, NULL}, REGISTER_NOT_CLOSED, "还开着"},
      {{REGISTER_REOPEN, "0312-02", NULL, NULL, NULL, NULL, NULL}, REGISTER_NO_REASON, "写明理由"},
      {{REGISTER_REOPEN, "0312-02", NULL, NULL, "\x02", NULL, NULL}, REGISTER_BAD_TEXT, "控制字符"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Book book;
    book_new(&book);
    static const Happening before[] = {{REGISTER_ADD, NULL, "from=电话|demand=旧的|case=A1", NULL, NULL, NULL, NULL},
                                       {REGISTER_ADD, NULL, "from=电话|demand=办完的", NULL, NULL, NULL, NULL},
                                       {REGISTER_CLOSE, "0312-02", NULL, "办了", NULL, NULL, NULL}};
    for (guint b = 0; b < G_N_ELEMENTS(before); b++) {
      g_assert_cmpint(happen(&book, &before[b]), ==, REGISTER_DONE);
    }
    g_autofree char *was = told(book.reg);
    g_assert_cmpint(happen(&book, &rows[i].h), ==, rows[i].result);
    if (!strstr(book.said, rows[i].said)) {
      g_error("row %u: %s", i, book.said);
    }
    g_autofree char *is = told(book.reg);
    g_assert_cmpstr(was, ==, is);
    same_when_read_back(&book);
    book_free(&book);
  }
}

static void test_moments(void) {
  static const struct {
    const char *typed, *canonical; /* at 2027-03-12 09:30; "" = refused */
  } rows[] = {
      {"2027-03-12T18:00", "2027-03-12T18:00"},
      {"2027-03-12 18:00:59", "2027-03-12T18:00"},
      {"2027/3/5 9:05", "2027-03-05T09:05"},
      {"2027年3月5日 18点30分", "2027-03-05T18:30"},
      {"3月15日18：00", "2027-03-15T18:00"},
      {"03-15 18:00", "2027-03-15T18:00"},
      {"12-30", "2026-12-30"},
      {"3月15日", "2027-03-15"},
      {"明天 10:00", "2027-03-13T10:00"},
      {"后天", "2027-03-14"},
      {"18点", "2027-03-12T18:00"},
      {"18:00", "2027-03-12T18:00"},
      {"+30m", "2027-03-12T10:00"},
      {"+2h", "2027-03-12T11:30"},
      {"+3d", "2027-03-15T09:30"},
      {"", ""},
      {"+", ""},
      {"+0h", ""},
      {"+2x", ""},
      {"+99999999999999999999h", ""},
      {"2027-02-29", ""},
      {"24:00", ""},
      {"18:60", ""},
      {"3月", ""},
      {"18", ""},
      {"2027-03-12 18:00 前", ""},
      {"1969-01-01", ""},
  };
  Book book;
  book_new(&book);
  Day day = day_parse("2027-03-12");
  const ChecklistRow *column = checklist_column(book.reg->checklist, ROLE_PROMISED);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *canonical = NULL;
    RunResult result = register_read(column, rows[i].typed, day, moment_at(day, 570), &canonical);
    g_assert_cmpstr(canonical ? canonical : "", ==, rows[i].canonical);
    g_assert_cmpint(result == RUN_DONE, ==, *rows[i].canonical != '\0');
    if (canonical) {
      g_autofree char *again = NULL;
      g_assert_cmpint(register_read(column, canonical, day, moment_at(day, 570), &again), ==, RUN_DONE);
      g_assert_cmpstr(again, ==, canonical);
    }
  }
  book_free(&book);
}

static void test_other_types(void) {
  static const struct {
    const char *column, *typed, *canonical;
  } rows[] = {{"due", "3/15", "2027-03-15"}, {"due", "+1d", ""},       {"n", "2.50", "2.5"},
              {"seen", "是", "yes"},         {"seen", "行", ""},       {"clock", "9:00", ""},
              {"clock", "09:00", "09:00"},   {"free", "随便", "随便"}, {"owner", "li.lei", "li.lei"},
              {"owner", "a\nb", ""}};
  Book book;
  book_new(&book);
  Day day = day_parse("2027-03-12");
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    for (guint c = 0; c < book.reg->checklist->rows->len; c++) {
      const ChecklistRow *column = g_ptr_array_index(book.reg->checklist->rows, c);
      g_autofree char *canonical = NULL;
      if (strcmp(column->id, rows[i].column) == 0) {
        RunResult result = register_read(column, rows[i].typed, day, moment_at(day, 570), &canonical);
        g_assert_cmpstr(canonical ? canonical : "", ==, rows[i].canonical);
        g_assert_cmpint(result == RUN_DONE, ==, *rows[i].canonical != '\0');
      }
    }
  }
  book_free(&book);
}

static void test_time_left(void) {
  static const struct {
    int minutes;
    const char *said;
  } rows[] = {{130, "还剩 2 小时 10 分"},
              {10, "还剩 10 分"},
              {60, "还剩 1 小时"},
              {0, "到点了"},
              {-180, "已超 3 小时"},
              {-1, "已超 1 分"},
              {1440 * 3 + 245, "还剩 3 天 4 小时"},
              {1440 * 3 + 5, "还剩 3 天"},
              {1440, "还剩 1 天"},
              {-1500, "已超 1 天 1 小时"}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *said = register_left(1000000 + rows[i].minutes, 1000000);
    g_assert_cmpstr(said, ==, rows[i].said);
  }
}

/* A day alone is over when the store's day is; the earlier of both counts; who has an owner is owned. */
static void test_deadlines(void) {
  static const struct {
    const char *values, *deadline;
    gboolean unowned;
  } rows[] = {{"from=电话|demand=甲", NULL, FALSE},
              {"from=电话|demand=甲|promised=18:00", "2027-03-12T18:00", FALSE},
              {"from=电话|demand=甲|promised=3月13日", "2027-03-14T06:00", FALSE},
              {"from=电话|demand=甲|due=3月12日|promised=3月13日 07:00", "2027-03-13T06:00", FALSE},
              {"from=记者|demand=甲", NULL, TRUE},
              {"from=12315|demand=甲|owner=li.lei", NULL, FALSE}};
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    Book book;
    book_new(&book);
    Happening add = {REGISTER_ADD, NULL, rows[i].values, NULL, NULL, NULL, NULL};
    g_assert_cmpint(happen(&book, &add), ==, REGISTER_DONE);
    const RegisterRow *row = register_row(book.reg, "0312-01");
    Moment wanted = rows[i].deadline ? register_when(rows[i].deadline, 0) : MOMENT_NONE;
    g_assert_cmpint(register_deadline(book.reg, row, 360), ==, wanted);
    g_assert_cmpint(register_unowned(book.reg, row), ==, rows[i].unowned);
    Happening close = {REGISTER_CLOSE, "0312-01", NULL, "好了", NULL, NULL, NULL};
    g_assert_cmpint(happen(&book, &close), ==, REGISTER_DONE);
    g_assert_cmpint(register_deadline(book.reg, row, 360), ==, MOMENT_NONE);
    g_assert_false(register_unowned(book.reg, row));
    book_free(&book);
  }
}

/* Entries that no register can have made. */
static void test_hostile(void) {
  static const char *const bodies[] = {
      "",
      "{",
      "[]",
      "{\"event\":\"add\",\"row\":\"0312-01\"}",
      "{\"event\":\"add\",\"row\":\"0312-02\",\"values\":{\"demand\":\"甲\"}}",
      "{\"event\":\"add\",\"row\":\"1332-01\",\"values\":{\"demand\":\"甲\"}}",
      "{\"event\":\"add\",\"row\":\"0312\",\"values\":{\"demand\":\"甲\"}}",
      "{\"event\":\"add\",\"row\":\"0312-01\",\"values\":{\"demand\":1}}",
      "{\"event\":\"add\",\"row\":\"0312-01\",\"values\":{\"demand\":\"甲\"},\"result\":\"x\"}",
      "{\"event\":\"add\",\"more\":\"x\",\"row\":\"0312-01\",\"values\":{\"demand\":\"甲\"}}",
      "{\"event\":\"change\",\"row\":\"0312-01\",\"values\":{\"demand\":\"甲\"}}",
      "{\"event\":\"close\",\"result\":\"x\",\"row\":\"0312-01\"}",
      "{\"event\":\"burn\",\"row\":\"0312-01\"}",
  };
  Book book;
  book_new(&book);
  for (guint i = 0; i < G_N_ELEMENTS(bodies); i++) {
    g_assert_false(register_add_entry(book.reg, bodies[i], "wang.fang", "", 1));
    g_assert_cmpuint(book.reg->rows->len, ==, 0);
  }
  static const char add[] = "{\"event\":\"add\",\"row\":\"0312-01\",\"values\":{\"gone\":\"旧列\"}}";
  g_assert_false(register_add_entry(book.reg, add, "", "", 1));
  g_assert_true(
      register_add_entry(book.reg, add, "wang.fang", "li.lei", 1)); /* of a definition that was another then */
  const RegisterRow *row = register_row(book.reg, "0312-01");
  g_assert_cmpstr(register_value(row, "gone"), ==, "旧列");
  g_assert_cmpstr(row->recorded_by, ==, "li.lei");
  g_assert_false(register_add_entry(book.reg, "{\"event\":\"close\",\"row\":\"0312-01\"}", "wang.fang", "", 2));
  g_assert_false(
      register_add_entry(book.reg, "{\"event\":\"reopen\",\"reason\":\"x\",\"row\":\"0312-01\"}", "wang.fang", "", 2));
  book_free(&book);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/register/life", test_life);
  g_test_add_func("/register/refused", test_refused);
  g_test_add_func("/register/moments", test_moments);
  g_test_add_func("/register/other types", test_other_types);
  g_test_add_func("/register/time left", test_time_left);
  g_test_add_func("/register/deadlines", test_deadlines);
  g_test_add_func("/register/hostile", test_hostile);
  return g_test_run();
}

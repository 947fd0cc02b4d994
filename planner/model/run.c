/* Life cycle of a run's plain types, and every word about runs that people read (WORDING.md). */
#include "model/run.h"

const Word words_run_event[] = {{"run.begin", "开始检查"},
                                {"run.answer", "作答"},
                                {"run.na", "不适用"},
                                {"run.clear", "撤回答案"},
                                {"run.attach", "附凭证"},
                                {"run.detach", "去掉凭证"},
                                {"run.rest", "其余全部合格"},
                                {"run.undo", "撤销"},
                                {"", "移动"},
                                {"run.confirm", "复核"},
                                {"run.finish", "完成"},
                                {"run.reopen", "重新打开"},
                                {"run.upgrade", "换用新版本"},
                                {"fix.done", "整改"},
                                {"fix.recheck", "复查"},
                                {"fix.close", "关闭整改"},
                                {NULL, NULL}};
const Word words_evidence_kind[] = {{"file", "文件"}, {"paper", "纸质"}, {"link", "链接"}, {NULL, NULL}};
const Word words_second_step[] = {{"none", "单人自查，无复核"},
                                  {"manager", "店长复核"},
                                  {"other-person", "另一人复核"},
                                  {"other-department", "另一部门复核"},
                                  {NULL, NULL}};
const Word words_answer[] = {{"pass", "合格"}, {"fail", "不合格"}, {"yes", "是"},
                             {"no", "否"},     {"n/a", "不适用"},  {NULL, NULL}};
const Word words_fix_stage[] = {{"found", "发现"},  {"done", "整改"},      {"rechecked", "复查"},
                                {"closed", "关闭"}, {"withdrawn", "撤回"}, {NULL, NULL}};
const Word words_run_stage[] = {{"open", "进行中"}, {"awaiting", "待复核"}, {"finished", "已完成"}, {NULL, NULL}};
const Word words_run_reason[] = {{"required", "必答项没有答"},
                                 {"evidence", "缺少凭证"},
                                 {"second", "还没有复核"},
                                 {"fix", "整改没有关闭"},
                                 {NULL, NULL}};
const Word words_run_result[] = {
    {"done", "已记录。"},
    {"unchanged", "和已经记录的一样，没有改动。"},
    {"nobody", "没有写是谁做的。请先选检查人。"},
    {"no-row", "这次检查里没有这一行。请核对行的代号。"},
    {"no-item", "这张检查表里没有这一项。请核对检查项的代号。"},
    {"hidden", "按前面的答案，这一项现在不用答。要答它，先改前面的答案。"},
    {"closed", "这次检查已经完成。要改，先写明理由重新打开。"},
    {"not-closed", "这次检查还没有完成，不用重新打开，直接改就行。"},
    {"blocked", "还有没做完的，不能完成。请先补齐列出的各项。"},
    {"bad-choice", "答案不在选项里。请从列出的选项里选一个。"},
    {"bad-number", "这里要填数字，小数点后最多六位，不写单位。"},
    {"out-of-range", "数字超出了允许的范围。请核对后重填。"},
    {"bad-date", "日期写成 2027-03-15。"},
    {"bad-time", "时间写成 09:00。"},
    {"bad-text", "文字不能空着，不能超过 2000 个字，也不能夹有看不见的控制字符。请改短或重新输入。"},
    {"no-reason", "请写明理由。"},
    {"bad-evidence",
     "凭证没有写全：文件要有名称和校验码，纸质要有档案夹、页码和保管人，链接以 http:// 或 https:// 开头。"},
    {"too-much-evidence", "一项最多附二十件凭证。请先去掉用不着的。"},
    {"no-evidence", "没有这件凭证。"},
    {"nothing-left", "没有还空着的合格与否的项。"},
    {"nothing-to-undo", "没有可以撤销的改动。只能撤销本人的改动。"},
    {"overtaken", "这里后来又有人改过，不能撤销。请直接改成正确的答案。"},
    {"no-second", "这里不用复核，或已经复核过。"},
    {"not-second", "复核要由另一个人做，写明跨部门复核的要由另一个部门的人做。请换一个复核人。"},
    {"no-fix", "没有这条整改，或它已经关闭、撤回。"},
    {"fix-stage", "整改还没有走到这一步。顺序是发现、整改、复查、关闭。"},
    {"same-person", "复查要由整改人以外的人做。"},
    {"other-checklist", "这不是同一张检查表的新版本。"},
    {"older", "这个版本比正在用的还旧，不能换回去。"},
    {"bad-rows", "有两行的代号相同。请改掉一个。"},
    {NULL, NULL}};
G_STATIC_ASSERT(G_N_ELEMENTS(words_run_event) == N_RUN_EVENTS + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(words_run_result) == N_RUN_RESULTS + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(words_second_step) == N_SECOND_STEPS + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(words_fix_stage) == N_FIX_STAGES + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(words_run_stage) == N_RUN_STAGES + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(words_run_reason) == N_RUN_REASONS + 1);
G_STATIC_ASSERT(G_N_ELEMENTS(words_evidence_kind) == N_EVIDENCE_KINDS + 1);

Row *row_new(const char *id, const char *title, const char *help) {
  Row *row = g_new0(Row, 1);
  row->id = g_strdup(id);
  row->title = g_strdup(title);
  row->help = g_strdup(help);
  return row;
}

void row_free(Row *row) {
  if (!row) {
    return;
  }
  g_free(row->id);
  g_free(row->title);
  g_free(row->help);
  g_free(row);
}

Evidence *evidence_new(EvidenceKind kind) {
  Evidence *evidence = g_new0(Evidence, 1);
  evidence->kind = kind;
  return evidence;
}

Evidence *evidence_copy(const Evidence *evidence) {
  Evidence *copy = evidence_new(evidence->kind);
  copy->sha256 = g_strdup(evidence->sha256);
  copy->name = g_strdup(evidence->name);
  copy->folder = g_strdup(evidence->folder);
  copy->page = g_strdup(evidence->page);
  copy->keeper = g_strdup(evidence->keeper);
  copy->link = g_strdup(evidence->link);
  return copy;
}

gboolean evidence_equal(const Evidence *a, const Evidence *b) {
  return a->kind == b->kind && g_strcmp0(a->sha256, b->sha256) == 0 && g_strcmp0(a->name, b->name) == 0 &&
         g_strcmp0(a->folder, b->folder) == 0 && g_strcmp0(a->page, b->page) == 0 &&
         g_strcmp0(a->keeper, b->keeper) == 0 && g_strcmp0(a->link, b->link) == 0;
}

void evidence_free(Evidence *evidence) {
  if (!evidence) {
    return;
  }
  g_free(evidence->sha256);
  g_free(evidence->name);
  g_free(evidence->folder);
  g_free(evidence->page);
  g_free(evidence->keeper);
  g_free(evidence->link);
  g_free(evidence);
}

static void effect_free(gpointer data) {
  RunEffect *effect = data;
  g_free(effect->subject);
  g_free(effect->body);
  g_free(effect->path);
  g_free(effect->sha256);
  g_free(effect->name);
  g_free(effect->row);
  g_free(effect->item);
  g_free(effect->value);
  g_free(effect);
}

GPtrArray *run_effects_new(void) {
  return g_ptr_array_new_with_free_func(effect_free);
}

char *run_finding(guint judged, guint failed, guint found) {
  return failed + found == 0 ? g_strdup(judged ? CHOICE_NOTHING_FOUND : NULL)
         : found == 0        ? g_strdup_printf("%u 项不合格", failed)
                             : g_strdup_printf("发现问题 %u 项", failed + found);
}

/* PINs against the record. What is counted and kept stands in ledger/pin; here is who may do what, and what people are told. */
#include "desk/sign/pins.h"
#include "base/file.h"
#include "ledger/pin.h"
#include "ledger/recovery.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MOST = 512, SECOND_MS = 1000 };
static const guint8 NO_PEPPER[PIN_PEPPER_SIZE]; /* of the recovery code, which needs none */

gboolean pins_may_sign(const Desk *desk, const Person *person, gboolean second) {
  const Store *store = desk->campaign->store;
  gboolean may = second || person == store->manager || person == store->deputy;
  for (guint i = 0; i < store->departments->len && !may; i++) {
    const Department *department = g_ptr_array_index(store->departments, i);
    may = person == department->owner || person == department->backup;
  }
  return may;
}

/* ---- the pepper ---- */

static char *pepper_path(const Desk *desk) {
  return g_build_filename(desk->workspace, ".ready315", "pepper", NULL);
}

static gboolean is_there(const char *path) {
  struct stat st;
  return lstat(path, &st) == 0;
}

/* That it is gone is told apart from not being readable: there is a way back. */
static gboolean read_pepper(const Desk *desk, guint8 pepper[PIN_PEPPER_SIZE], GError **error) {
  g_autofree char *path = pepper_path(desk);
  if (!is_there(path)) {
    g_autofree char *back = desk_advice(desk, ADVICE_PEPPER, NULL, NULL),
                    *anew = desk_advice(desk, ADVICE_PIN_RECOVER, "店长姓名", NULL);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_MISSING,
                "没有密钥文件 %s，签字密码核对不了。换过电脑的，把当初导出的那一份导入%s；"
                "没有导出过的，店长用恢复码重设%s，其他人再由店长重设。",
                path, back, anew);
    return FALSE;
  }
  return pin_pepper_read(path, pepper, error);
}

/* The first PIN of a workspace makes it; later it must be there. */
static gboolean need_pepper(const Desk *desk, gboolean may_make, guint8 pepper[PIN_PEPPER_SIZE], GError **error) {
  g_autofree char *path = pepper_path(desk);
  g_autofree char *folder = g_path_get_dirname(path);
  if (may_make && !is_there(path) &&
      (!file_make_folder(folder, error) || !pin_pepper_create(path, error) || !file_settle(path, error))) {
    return FALSE;
  }
  return read_pepper(desk, pepper, error);
}

gboolean pins_pepper_export(const Desk *desk, const char *path, gboolean *open_to_others, GError **error) {
  guint8 pepper[PIN_PEPPER_SIZE];
  g_autofree char *from = pepper_path(desk);
  gboolean done = read_pepper(desk, pepper, error) && pin_pepper_copy(from, path, open_to_others, error);
  pin_wipe(pepper, sizeof pepper);
  return done;
}

gboolean pins_pepper_import(const Desk *desk, const char *path, char **problem, GError **error) {
  guint8 now[PIN_PEPPER_SIZE], given[PIN_PEPPER_SIZE];
  g_autofree char *to = pepper_path(desk);
  g_autofree char *folder = g_path_get_dirname(to);
  if (!pin_pepper_read(path, given, error)) {
    return FALSE;
  }
  gboolean done = FALSE;
  if (!is_there(to)) {
    done = file_make_folder(folder, error) && pin_pepper_copy(path, to, NULL, error) && file_settle(to, error);
  } else if (pin_pepper_read(to, now, error)) {
    done = pin_pepper_equal(now, given);
    if (!done) {
      *problem = g_strdup_printf("这里已经有另一份密钥文件 %s，没有动它。确定要换，先把它改名收好，再导入。", to);
    }
  }
  pin_wipe(now, sizeof now);
  pin_wipe(given, sizeof given);
  return done;
}

/* ---- checking ---- */

/* Whose secret it is: a person's PIN, or the recovery code. */
typedef struct {
  const char *staff;
  const Person *person; /* NULL: the recovery code */
  gboolean manager;
} Owner;

static Owner owner_of(const Desk *desk, const Person *person) {
  return (Owner){person->id, person, person == desk->campaign->store->manager};
}

static char *say_locked(const Desk *desk, const Owner *owner) {
  g_autofree char *how =
      desk_advice(desk, owner->manager ? ADVICE_PIN_RECOVER : ADVICE_PIN_GIVE, owner->person->id, "店长");
  return g_strdup_printf("%s的签字密码连错 %d 次，已经锁住。请%s%s。", owner->person->name, PIN_LOCK_AFTER,
                         owner->manager ? "用恢复码重设" : "店长解锁或重设", how);
}

static char *say_none(const Desk *desk, const Owner *owner) {
  g_autofree char *how =
      desk_advice(desk, owner->manager ? ADVICE_PIN_FIRST : ADVICE_PIN_GIVE, owner->person->id, "店长");
  return g_strdup_printf("%s还没有签字密码。%s%s。", owner->person->name, owner->manager ? "先设一个" : "请店长来设",
                         how);
}

/* The recovery code waits, but never locks: there is nobody above it, and it cannot be guessed. */
static gboolean is_locked(const Owner *owner, const PinState *state) {
  return owner->person && pin_locked(state);
}

static gint64 wait_seconds(const Desk *desk, const PinState *state) {
  EntryTime now;
  record_now(desk, &now);
  return (pin_wait_ms(state, &now) + SECOND_MS - 1) / SECOND_MS;
}

static const char *what_is_wrong(const Owner *owner) {
  return owner->person ? "签字密码" : "恢复码";
}

static PinAnswer refuse(const Desk *desk, const Owner *owner, const PinState *state, gboolean wrong, char **sentence) {
  gint64 wait = wait_seconds(desk, state);
  if (is_locked(owner, state)) {
    *sentence = say_locked(desk, owner);
    return PIN_LOCKED;
  }
  if (!wrong) {
    *sentence = g_strdup_printf("%s刚才输错了几次，请等 %" G_GINT64_FORMAT " 秒再试。", what_is_wrong(owner), wait);
    return PIN_WAIT;
  }
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%s不对", what_is_wrong(owner));
  if (owner->person) {
    g_string_append_printf(text, "，连错 %d 次会锁住，已经错了 %d 次", PIN_LOCK_AFTER, state->failures);
  }
  if (wait > 0) {
    g_string_append_printf(text, "。请等 %" G_GINT64_FORMAT " 秒再试", wait);
  }
  g_string_append(text, "。");
  *sentence = g_string_free(text, FALSE);
  return PIN_WRONG;
}

static gboolean add_failure(Record *record, const Owner *owner, GError **error) {
  g_autofree char *subject = pin_subject(owner->staff);
  RecordDraft draft = {.kind = ENTRY_PIN_FAILED, .done_by = "", .subject = subject, .body = "{}"};
  return record_add(record, &draft, 1, LEDGER_ANY_HEAD, NULL, error);
}

/* Another program may have failed while this one computed: then what is right comes as late as what is wrong, and learns as little. */
static gboolean settle(Desk *desk, Record *record, const Owner *owner, gboolean good, int failures, PinAnswer *answer,
                       char **sentence, GError **error) {
  PinState state;
  if (!good && !add_failure(record, owner, error)) {
    return FALSE;
  }
  if (!pin_state_read(record_ledger(record), owner->staff, &state, error)) {
    return FALSE;
  }
  gboolean held = state.failures > failures + !good && (is_locked(owner, &state) || wait_seconds(desk, &state) > 0);
  *answer = good && !held ? PIN_GOOD : refuse(desk, owner, &state, !good && !held, sentence);
  pin_state_clear(&state);
  return TRUE;
}

static gboolean compare(Desk *desk, Record *record, const Owner *owner, const char *secret, const PinState *state,
                        PinAnswer *answer, char **sentence, GError **error) {
  guint8 pepper[PIN_PEPPER_SIZE];
  memcpy(pepper, NO_PEPPER, sizeof pepper);
  if (owner->person && !read_pepper(desk, pepper, error)) {
    return FALSE;
  }
  g_autofree char *mark = pin_pepper_mark(pepper);
  if (owner->person && state->mark && strcmp(state->mark, mark) != 0) {
    pin_wipe(pepper, sizeof pepper);
    g_autofree char *back = desk_advice(desk, ADVICE_PEPPER, NULL, NULL);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_FOREIGN,
                "密钥文件 .ready315/pepper 不是设%s的签字密码时的那一份。请店长重设签字密码，或换回原来的那一份%s。",
                owner->person->name, back);
    return FALSE;
  }
  gboolean good = pin_matches(state->hash, secret, pepper);
  pin_wipe(pepper, sizeof pepper);
  return settle(desk, record, owner, good, state->failures, answer, sentence, error);
}

static gboolean try_secret(Desk *desk, const Owner *owner, const char *secret, PinAnswer *answer, char **sentence,
                           GError **error) {
  PinState state;
  Record *record = record_of(desk, RECORD_WRITE, error);
  *sentence = NULL;
  if (!record || !pin_state_read(record_ledger(record), owner->staff, &state, error)) {
    return FALSE;
  }
  gboolean done = TRUE;
  if (!state.hash) {
    *answer = PIN_NONE;
    *sentence = owner->person ? say_none(desk, owner) : g_strdup("这家店还没有恢复码：店长第一次设签字密码时才有。");
  } else if (is_locked(owner, &state) || wait_seconds(desk, &state) > 0) {
    *answer = refuse(desk, owner, &state, FALSE, sentence);
  } else {
    done = compare(desk, record, owner, secret, &state, answer, sentence, error);
  }
  pin_state_clear(&state);
  return done;
}

gboolean pins_try(Desk *desk, const Person *person, const char *pin, PinAnswer *answer, char **sentence,
                  GError **error) {
  Owner owner = owner_of(desk, person);
  return try_secret(desk, &owner, pin, answer, sentence, error);
}

RecordDraft pins_passed(const Person *person) {
  g_autofree char *subject = pin_subject(person->id);
  return (RecordDraft){
      .kind = ENTRY_PIN_PASSED, .done_by = person->id, .subject = intern_string(subject), .body = "{}"};
}

gboolean pins_check(Desk *desk, const Person *person, const char *pin, PinAnswer *answer, char **sentence,
                    GError **error) {
  if (!pins_try(desk, person, pin, answer, sentence, error)) {
    return FALSE;
  }
  RecordDraft passed = pins_passed(person);
  return *answer != PIN_GOOD ||
         record_add(record_of(desk, RECORD_WRITE, NULL), &passed, 1, LEDGER_ANY_HEAD, NULL, error);
}

static gboolean has_hash(Desk *desk, const char *staff, gboolean *has, GError **error) {
  Record *record = record_of(desk, RECORD_READ, error);
  PinState state = {0};
  if (!record) {
    return FALSE;
  }
  if (record_ledger(record) && !pin_state_read(record_ledger(record), staff, &state, error)) {
    return FALSE;
  }
  *has = state.hash != NULL;
  pin_state_clear(&state);
  return TRUE;
}

gboolean pins_has(Desk *desk, const Person *person, gboolean *has, GError **error) {
  return has_hash(desk, person->id, has, error);
}

/* ---- setting ---- */

static void add_known(GPtrArray *known, const char *text) {
  if (text && *text) {
    GString *digits = g_string_new(NULL);
    for (const char *p = text; *p; p++) {
      if (g_ascii_isdigit(*p)) {
        g_string_append_c(digits, *p);
      }
    }
    g_ptr_array_add(known, g_strdup(text));
    g_ptr_array_add(known, g_string_free(digits, FALSE));
  }
}

/* What colleagues know of the person and of the shop. */
static const char *weakness(const Desk *desk, const Person *person, const char *pin) {
  const Store *store = desk->campaign->store;
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);
  add_known(known, person->phone);
  add_known(known, person->no);
  add_known(known, person->id);
  add_known(known, store->id);
  for (guint i = 0; i < store->departments->len; i++) {
    const Department *department = g_ptr_array_index(store->departments, i);
    add_known(known, department->duty_phone);
    add_known(known, department->landline);
  }
  g_ptr_array_add(known, NULL);
  return pin_weakness(pin, (const char *const *)known->pdata);
}

static char *hash_entry(const Desk *desk, gboolean may_make, const char *pin, GError **error) {
  guint8 pepper[PIN_PEPPER_SIZE];
  if (!need_pepper(desk, may_make, pepper, error)) {
    return NULL;
  }
  g_autofree char *mark = pin_pepper_mark(pepper);
  g_autofree char *hash = pin_hash(pin, pepper, error);
  pin_wipe(pepper, sizeof pepper);
  return hash ? pin_set_body(hash, mark) : NULL;
}

/* The PIN, and with it a new recovery code where one is due. */
static gboolean add_pin(Desk *desk, const Person *person, const char *pin, const char *by, gboolean may_make,
                        gint64 expect, char **recovery, GError **error) {
  Record *record = record_of(desk, RECORD_WRITE, error);
  g_autofree char *body = record ? hash_entry(desk, may_make, pin, error) : NULL;
  if (!body) {
    return FALSE;
  }
  g_autofree char *subject = pin_subject(person->id), *code_subject = pin_subject(RECOVERY_STAFF);
  g_autofree char *code = NULL, *code_hash = NULL, *code_body = NULL;
  RecordDraft drafts[2] = {{.kind = ENTRY_PIN_SET, .done_by = by, .subject = subject, .body = body}};
  guint n = 1;
  if (recovery) {
    code = recovery_new();
    code_hash = pin_hash(code, NO_PEPPER, error);
    code_body = code_hash ? pin_set_body(code_hash, NULL) : NULL;
    drafts[n++] = (RecordDraft){.kind = ENTRY_PIN_SET, .done_by = by, .subject = code_subject, .body = code_body};
  }
  if ((recovery && !code_body) || !record_add(record, drafts, n, expect, NULL, error)) {
    return FALSE;
  }
  if (recovery) {
    *recovery = g_steal_pointer(&code);
  }
  return TRUE;
}

static char *may_set(const Desk *desk, const Person *person, const Person *by, gboolean has) {
  const Person *manager = desk->campaign->store->manager;
  if (!by && person != manager) {
    g_autofree char *how = desk_advice(desk, ADVICE_PIN_GIVE, person->id, manager->id);
    return g_strdup_printf("%s的签字密码要由店长来设%s。", person->name, how);
  }
  if (!by && has) {
    g_autofree char *change = desk_advice(desk, ADVICE_PIN_CHANGE, person->id, NULL),
                    *recover = desk_advice(desk, ADVICE_PIN_RECOVER, person->id, NULL);
    return g_strdup_printf("%s已经有签字密码。要换，先用原来的%s；忘了就用恢复码%s。", person->name, change, recover);
  }
  if (by && by != manager && by != person) {
    return g_strdup_printf("%s不能设别人的签字密码，只有店长%s可以。", by->name, manager->name);
  }
  return NULL;
}

gboolean pins_set(Desk *desk, const Person *person, const char *pin, const Person *by, char **recovery, char **problem,
                  GError **error) {
  gboolean has = FALSE, has_code = FALSE, any_pepper = FALSE;
  Record *record = record_of(desk, RECORD_WRITE, error);
  gint64 head = record ? record_head(record, error) : -1;
  *recovery = NULL;
  if (head < 0 || !pins_has(desk, person, &has, error) || !has_hash(desk, RECOVERY_STAFF, &has_code, error)) {
    return FALSE;
  }
  *problem = may_set(desk, person, by, has);
  const char *weak = *problem ? NULL : weakness(desk, person, pin);
  if (weak) {
    *problem = g_strdup(weak);
  }
  if (*problem) {
    return FALSE;
  }
  /* A recovery code comes with the first PIN of all; where it is there, PINs were set and the pepper must be, too. */
  any_pepper = has_code;
  gboolean first = person == desk->campaign->store->manager && !has_code;
  return add_pin(desk, person, pin, by ? by->id : person->id, !any_pepper, by ? LEDGER_ANY_HEAD : head,
                 first ? recovery : NULL, error);
}

gboolean pins_recover(Desk *desk, const char *code, const char *pin, char **next, char **problem, GError **error) {
  const Person *manager = desk->campaign->store->manager;
  const Owner owner = {RECOVERY_STAFF, NULL, FALSE};
  PinAnswer answer;
  *next = NULL;
  const char *weak = weakness(desk, manager, pin);
  char *clean = weak ? NULL : recovery_read(code);
  if (!clean) {
    *problem = g_strdup(
        weak ? weak : "恢复码抄错了：应该是四组，每组四个字母或数字，没有 0、O、1、I、L、U。请对着纸上的再抄一遍。");
    return FALSE;
  }
  gboolean done = try_secret(desk, &owner, clean, &answer, problem, error);
  pins_forget(clean);
  return done && answer == PIN_GOOD && add_pin(desk, manager, pin, manager->id, TRUE, LEDGER_ANY_HEAD, next, error);
}

gboolean pins_unlock(Desk *desk, const Person *person, const Person *by, char **problem, GError **error) {
  if (by != desk->campaign->store->manager || by == person) {
    *problem = g_strdup_printf("只有店长%s能给别人解锁。", desk->campaign->store->manager->name);
    return FALSE;
  }
  g_autofree char *subject = pin_subject(person->id);
  RecordDraft draft = {.kind = ENTRY_PIN_UNLOCKED, .done_by = by->id, .subject = subject, .body = "{}"};
  Record *record = record_of(desk, RECORD_WRITE, error);
  return record && record_add(record, &draft, 1, LEDGER_ANY_HEAD, NULL, error);
}

/* ---- files with a secret ---- */

void pins_forget(char *pin) {
  if (pin) {
    pin_wipe(pin, strlen(pin));
    g_free(pin);
  }
}

static gboolean closed_to_others(int fd, const char *shown, char **problem, GError **error) {
  struct stat st;
  if (fstat(fd, &st) != 0) {
    fault_from_errno(error, errno, "读不了密码文件", shown);
    return FALSE;
  }
  if (S_ISDIR(st.st_mode)) {
    g_set_error(error, FILE_FAULT, FILE_FAULT_FOLDER, "密码文件 %s 是一个文件夹。请写文件的名字。", shown);
    return FALSE;
  }
  if (st.st_uid != geteuid() || (st.st_mode & 077) != 0) {
    *problem = g_strdup_printf("密码文件 %s 别人也能读，或者属于别人，不用它。先改好权限：chmod 600 %s，并换一个密码。",
                               shown, shown);
    return FALSE;
  }
  return fcntl(fd, F_SETFL, 0) == 0;
}

/* One line; what is behind it is none of ours. */
static char *first_line(int fd, const char *shown, char **problem, GError **error) {
  char bytes[FILE_MOST];
  gsize length = 0;
  ssize_t got = 1;
  while (length < sizeof bytes - 1 && (got = read(fd, bytes + length, sizeof bytes - 1 - length)) > 0) {
    length += (gsize)got;
  }
  if (got < 0) {
    fault_from_errno(error, errno, "读不了密码文件", shown);
    return NULL;
  }
  bytes[length] = '\0';
  bytes[strcspn(bytes, "\r\n")] = '\0';
  char *pin = NULL;
  if (length == sizeof bytes - 1 || !*bytes || !g_utf8_validate(bytes, -1, NULL)) {
    *problem = g_strdup_printf("密码文件 %s 里应该只有一行密码。", shown);
  } else {
    pin = g_strdup(bytes);
  }
  pin_wipe(bytes, sizeof bytes);
  return pin;
}

char *pins_file(const char *path, char **problem, GError **error) {
  gboolean input = strcmp(path, "-") == 0;
  g_autofree char *shown = input ? g_strdup("标准输入") : g_filename_display_name(path);
  int fd = input ? STDIN_FILENO
                 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe without a writer must not hang */
  if (fd < 0) {
    fault_from_errno(error, errno, "读不了密码文件", path);
    return NULL;
  }
  char *pin = input || closed_to_others(fd, shown, problem, error) ? first_line(fd, shown, problem, error) : NULL;
  if (!input) {
    close(fd);
  }
  return pin;
}

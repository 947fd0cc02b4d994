/* Secrets of signers. The PIN itself is never stored, logged or put into an entry. */
#include "ledger/pin.h"
#include "ledger/pin_cost.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PEPPER_MARK "ready315-pepper-1 "
#define PEPPER_LABEL "ready315/pepper/1"
#define BODY_HASH "\"hash\":\""
#define BODY_PEPPER "\"pepper\":\""
enum { LEAST = 6, CHARACTERS_LEAST = 4, MOST = 64, KNOWN_LEAST = 4, DISTINCT_LEAST = 3, WAIT_MS = 1000 };
enum { PEPPER_TEXT = sizeof PEPPER_MARK - 1 + 2 * PIN_PEPPER_SIZE + 1 };

/* ---- weakness ---- */

static gboolean all_digits(const char *pin) {
  return pin[strspn(pin, "0123456789")] == '\0';
}

static gboolean is_run(const char *pin) {
  for (int step = -1; step <= 1; step++) {
    gsize i = 1;
    while (pin[i] && pin[i] - pin[i - 1] == step) {
      i++;
    }
    if (!pin[i]) {
      return TRUE;
    }
  }
  return FALSE;
}

/* 121212, 315315: a shorter piece again and again. */
static gboolean is_repeated(const char *pin) {
  gsize length = strlen(pin);
  for (gsize piece = 1; piece <= length / 2; piece++) {
    if (length % piece == 0 && memcmp(pin, pin + piece, length - piece) == 0) {
      return TRUE;
    }
  }
  return FALSE;
}

static int two(const char *digits) {
  return (digits[0] - '0') * 10 + digits[1] - '0';
}

static gboolean is_day(int month, int day) {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static gboolean is_date(const char *pin) {
  gsize length = strlen(pin);
  if (length == 6) {
    return is_day(two(pin + 2), two(pin + 4)) || is_day(two(pin), two(pin + 2)) || is_day(two(pin + 2), two(pin));
  }
  return length == 8 && (two(pin) == 19 || two(pin) == 20) && is_day(two(pin + 4), two(pin + 6));
}

static int distinct(const char *pin) {
  gboolean seen[256] = {FALSE};
  int n = 0;
  for (const guchar *p = (const guchar *)pin; *p; p++) {
    n += !seen[*p];
    seen[*p] = TRUE;
  }
  return n;
}

const char *pin_weakness(const char *pin, const char *const *known) {
  if (!g_utf8_validate(pin, -1, NULL) || strlen(pin) < LEAST || g_utf8_strlen(pin, -1) < CHARACTERS_LEAST ||
      strlen(pin) > MOST) {
    return "签字密码要 6 到 64 位。";
  }
  if (is_run(pin) || is_repeated(pin) || distinct(pin) < DISTINCT_LEAST) {
    return "签字密码太好猜：不能是连号、重复的数字或字母。";
  }
  if (strstr(pin, "0315") || strcmp(pin, "315000") == 0) {
    return "签字密码太好猜：不能用 3·15 的日期。";
  }
  if (all_digits(pin) && is_date(pin)) {
    return "签字密码太好猜：不能是日期，生日最先被人试。";
  }
  for (; known && *known; known++) {
    if (strlen(*known) >= KNOWN_LEAST && (strstr(*known, pin) || strstr(pin, *known))) {
      return "签字密码太好猜：不能取自电话、工号这些同事知道的号码。";
    }
  }
  return NULL;
}

/* ---- the pepper ---- */

/* Some disks know no permissions (exFAT and FAT on USB sticks, drives of Windows): then others can read what is written, whatever was asked for.
 * `open_to_others` NULL: that is a failure, and nothing stays. */
static gboolean write_pepper(const char *path, const guint8 pepper[PIN_PEPPER_SIZE], gboolean *open_to_others,
                             GError **error) {
  char digits[2 * PIN_PEPPER_SIZE + 1];
  char text[PEPPER_TEXT + 1];
  int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    fault_from_errno(error, errno, "写不了密钥文件", path);
    return FALSE;
  }
  sodium_bin2hex(digits, sizeof digits, pepper, PIN_PEPPER_SIZE);
  g_snprintf(text, sizeof text, PEPPER_MARK "%s\n", digits);
  struct stat st;
  gboolean closed = fchmod(fd, 0600) == 0 && fstat(fd, &st) == 0 && (st.st_mode & 077) == 0;
  gboolean done = FALSE;
  if (!closed && open_to_others == NULL) {
    g_autofree char *shown = g_filename_display_name(path);
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS,
                "密钥文件 %s 要只有自己能读，这个盘做不到（exFAT、FAT 的 U 盘，Windows 的盘）。"
                "请把整个店铺文件夹移到本机硬盘上。",
                shown);
  } else {
    done = write(fd, text, PEPPER_TEXT) == PEPPER_TEXT && fsync(fd) == 0;
    if (!done) {
      fault_from_errno(error, errno, "写不了密钥文件", path);
    }
  }
  if (!done) {
    unlink(path);
  }
  if (open_to_others != NULL) {
    *open_to_others = !closed;
  }
  close(fd);
  sodium_memzero(digits, sizeof digits);
  sodium_memzero(text, sizeof text);
  return done;
}

gboolean pin_pepper_create(const char *path, GError **error) {
  guint8 pepper[PIN_PEPPER_SIZE];
  randombytes_buf(pepper, sizeof pepper);
  gboolean done = write_pepper(path, pepper, NULL, error);
  sodium_memzero(pepper, sizeof pepper);
  return done;
}

gboolean pin_pepper_copy(const char *from, const char *to, gboolean *open_to_others, GError **error) {
  guint8 pepper[PIN_PEPPER_SIZE];
  gboolean done = pin_pepper_read(from, pepper, error) && write_pepper(to, pepper, open_to_others, error);
  sodium_memzero(pepper, sizeof pepper);
  return done;
}

char *pin_pepper_mark(const guint8 pepper[PIN_PEPPER_SIZE]) {
  guint8 hash[crypto_hash_sha256_BYTES];
  char digits[2 * sizeof hash + 1];
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, (const guint8 *)PEPPER_LABEL, sizeof PEPPER_LABEL);
  crypto_hash_sha256_update(&state, pepper, PIN_PEPPER_SIZE);
  crypto_hash_sha256_final(&state, hash);
  sodium_bin2hex(digits, sizeof digits, hash, sizeof hash);
  sodium_memzero(&state, sizeof state);
  return g_strndup(digits, PIN_MARK);
}

static gboolean refuse_pepper(const char *path, const char *why, GError **error) {
  g_autofree char *shown = g_filename_display_name(path);
  g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_ACCESS, "用不了密钥文件 %s：%s", shown, why);
  return FALSE;
}

static gboolean parse_pepper(const char *text, guint8 pepper[PIN_PEPPER_SIZE]) {
  gsize got = 0;
  return memcmp(text, PEPPER_MARK, strlen(PEPPER_MARK)) == 0 && text[PEPPER_TEXT - 1] == '\n' &&
         sodium_hex2bin(pepper, PIN_PEPPER_SIZE, text + strlen(PEPPER_MARK), (gsize)2 * PIN_PEPPER_SIZE, NULL, &got,
                        NULL) == 0 &&
         got == PIN_PEPPER_SIZE;
}

static gboolean read_pepper(int fd, const char *path, guint8 pepper[PIN_PEPPER_SIZE], GError **error) {
  struct stat st;
  char text[PEPPER_TEXT + 1];
  if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
    return refuse_pepper(path, "它不是普通文件。请换回原来的文件。", error);
  }
  if (st.st_uid != geteuid() || (st.st_mode & 077) != 0) {
    return refuse_pepper(path,
                         "别人也能读它，或者它属于别人。请用 chmod 600 改好权限，并用运行 ready315 的账号当主人；"
                         "在 U 盘上改不了的，先复制到本机硬盘上再改。",
                         error);
  }
  gboolean done = st.st_size == PEPPER_TEXT && read(fd, text, sizeof text) == PEPPER_TEXT && parse_pepper(text, pepper);
  sodium_memzero(text, sizeof text);
  return done || refuse_pepper(path, "内容不对。请换回原来的文件，或用当初导出的那一份。", error);
}

gboolean pin_pepper_read(const char *path, guint8 pepper[PIN_PEPPER_SIZE], GError **error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0 && errno == ELOOP) {
    return refuse_pepper(path, "它是一个链接。请换回原来的文件。", error);
  }
  if (fd < 0) {
    fault_from_errno(error, errno, "读不了密钥文件", path);
    return FALSE;
  }
  gboolean done = read_pepper(fd, path, pepper, error);
  close(fd);
  return done;
}

gboolean pin_pepper_equal(const guint8 a[PIN_PEPPER_SIZE], const guint8 b[PIN_PEPPER_SIZE]) {
  return sodium_memcmp(a, b, PIN_PEPPER_SIZE) == 0;
}

void pin_wipe(void *secret, gsize size) {
  sodium_memzero(secret, size);
}

/* ---- hashing ---- */

/* What Argon2id is given: it must not be computable from the record and the PIN alone. */
static void season(const char *pin, const guint8 *pepper, guint8 out[crypto_auth_hmacsha256_BYTES]) {
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, pepper, PIN_PEPPER_SIZE);
  crypto_auth_hmacsha256_update(&state, (const guint8 *)pin, strlen(pin));
  crypto_auth_hmacsha256_final(&state, out);
  sodium_memzero(&state, sizeof state);
}

char *pin_hash(const char *pin, const guint8 pepper[PIN_PEPPER_SIZE], GError **error) {
  guint8 secret[crypto_auth_hmacsha256_BYTES];
  char text[crypto_pwhash_STRBYTES];
  season(pin, pepper, secret);
  PinCost cost = pin_cost();
  int code = crypto_pwhash_str(text, (const char *)secret, sizeof secret, cost.passes, cost.memory);
  sodium_memzero(secret, sizeof secret);
  if (code != 0) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_OTHER, "内存不够，签字密码算不出来。请关掉一些程序后再试。");
    return NULL;
  }
  return g_strdup(text);
}

gboolean pin_matches(const char *hash, const char *pin, const guint8 pepper[PIN_PEPPER_SIZE]) {
  guint8 secret[crypto_auth_hmacsha256_BYTES];
  char nobody[crypto_pwhash_STRBYTES];
  season(pin, pepper, secret);
  PinCost cost = pin_cost();
  gboolean same = FALSE;
  if (hash) {
    same = crypto_pwhash_str_verify(hash, (const char *)secret, sizeof secret) == 0;
  } else if (crypto_pwhash_str(nobody, (const char *)secret, sizeof secret, cost.passes, cost.memory) == 0) {
    sodium_memzero(nobody, sizeof nobody); /* only the time mattered */
  }
  sodium_memzero(secret, sizeof secret);
  return same;
}

/* ---- what the record says ---- */

char *pin_subject(const char *staff) {
  return g_strconcat("pin:", staff, NULL);
}

char *pin_set_body(const char *hash, const char *mark) {
  return mark ? g_strconcat("{" BODY_HASH, hash, "\"," BODY_PEPPER, mark, "\"}", NULL)
              : g_strconcat("{" BODY_HASH, hash, "\"}", NULL);
}

void pin_state_clear(PinState *state) {
  g_free(state->hash);
  g_free(state->mark);
  *state = (PinState){0};
}

/* What stands behind `before` up to the next quotation mark: neither a hash nor a mark holds one. */
static char *text_in(const char *body, const char *before) {
  const char *at = strstr(body, before);
  const char *end = at ? strchr(at + strlen(before), '"') : NULL;
  return end ? g_strndup(at + strlen(before), (gsize)(end - at) - strlen(before)) : NULL;
}

static gboolean follow(const Entry *entry, gpointer data) {
  PinState *state = data;
  switch (entry_kind_parse(entry->kind)) {
  case ENTRY_PIN_FAILED:
    state->failures++;
    state->last = entry->time;
    break;
  case ENTRY_PIN_SET:
    g_free(state->hash);
    g_free(state->mark);
    state->hash = text_in(entry->body, BODY_HASH);
    state->mark = text_in(entry->body, BODY_PEPPER);
    state->failures = 0;
    break;
  case ENTRY_PIN_PASSED:
  case ENTRY_PIN_UNLOCKED:
    state->failures = 0;
    break;
  default:
    break;
  }
  return TRUE;
}

gboolean pin_state_read(Ledger *ledger, const char *staff, PinState *state, GError **error) {
  g_autofree char *subject = pin_subject(staff);
  LedgerQuery query = {.subject = subject};
  *state = (PinState){0};
  if (!ledger_each(ledger, &query, follow, state, error)) {
    pin_state_clear(state);
    return FALSE;
  }
  return TRUE;
}

gboolean pin_locked(const PinState *state) {
  return state->failures >= PIN_LOCK_AFTER;
}

gint64 pin_wait_ms(const PinState *state, const EntryTime *now) {
  if (state->failures < PIN_FREE_TRIES) {
    return 0;
  }
  gint64 wait = (gint64)WAIT_MS << MIN(state->failures - PIN_FREE_TRIES, 6);
  gboolean same_boot = now->boot[0] && strcmp(now->boot, state->last.boot) == 0;
  gint64 passed = same_boot ? now->elapsed_ms - state->last.elapsed_ms : now->utc_ms - state->last.utc_ms;
  return MAX(0, wait - MAX(0, passed));
}

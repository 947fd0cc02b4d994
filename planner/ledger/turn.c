/* Taking turns. SQLite lets whoever asks first have the database, and a program that asks again at once is always first; here the next one already
 * stands at the door. Two bytes of a file beside the record are locked: the first by whoever is next, the second by whose turn it is. Locks go
 * when a program dies. Where they cannot be had nothing is lost: SQLite's own lock is what keeps the record safe. */
#include "ledger/ledger.h"
#include "ledger/ledger_work.h"
#include <fcntl.h>
#include <unistd.h>

enum { DOOR, TURN, PAUSE_US = 300 };

static gboolean set_lock(int fd, short type, off_t byte, off_t count) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = count};
  return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

static gboolean wait_lock(const Ledger *ledger, off_t byte) {
  gint64 until = g_get_monotonic_time() + (gint64)ledger->busy_ms * 1000;
  gboolean taken;
  while (!(taken = set_lock(ledger->turn, F_WRLCK, byte, 1)) && g_get_monotonic_time() < until) {
    g_usleep(PAUSE_US);
  }
  return taken;
}

void ledger_take_turn(Ledger *ledger) {
  if (ledger->turns++ || ledger->mode == LEDGER_READ) {
    return;
  }
  if (ledger->turn < 0) {
    g_autofree char *path = g_strconcat(ledger->path, "-turn", NULL);
    ledger->turn = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  }
  if (ledger->turn < 0) {
    return;
  }
  /* Both at once when nobody else is there, as nearly always. */
  gboolean mine = set_lock(ledger->turn, F_WRLCK, DOOR, 2);
  if (mine || wait_lock(ledger, DOOR)) {
    if (!mine) {
      wait_lock(ledger, TURN);
    }
    set_lock(ledger->turn, F_UNLCK, DOOR, 1);
  }
}

void ledger_give_turn(Ledger *ledger) {
  g_assert(ledger->turns > 0);
  if (--ledger->turns == 0 && ledger->turn >= 0) {
    set_lock(ledger->turn, F_UNLCK, TURN, 1);
  }
}

/* How the log of changes (WAL) reaches the disk: the pages of a transaction in one write, not in two for each page. */
#pragma once
#include <sqlite3.h>

/* Name of the layer over SQLite's way to files as it is now, for sqlite3_open_v2; NULL when there is no memory, and then SQLite's own way does. Only for
 * connections with synchronous=FULL: there a log is synced before anybody is told what is new in it, and what waits here is written by then. */
const char *log_layer(void);

/* The command table and what every subcommand is given. One table (cmd/table.c) feeds --help, the man pages, the completions and the README's
 * list; it holds no functions, so that looking a command up links nothing. Each program (planner/main*.c) says which commands it carries. */
#pragma once
#include "desk/desk.h"

typedef struct {
  const char *name;          /* long option without dashes */
  const char *argument;      /* metavariable, e.g. "DIR"; NULL for a flag */
  const char *help;          /* Chinese sentence */
  const char *const *values; /* closed list of values for completion and checking, NULL-terminated; NULL when open */
  gboolean advanced;         /* shown by `help --all` and the man page only */
  gboolean repeat;           /* may be given several times */
  gboolean list;             /* several values in one, separated by commas; each is checked against `values` */
  gboolean hidden;           /* for building the program itself: nowhere shown */
} Option;

typedef enum { GROUP_START, GROUP_DAILY, GROUP_EXPORT, GROUP_CHECK, GROUP_OTHER, N_GROUPS } CommandGroup;

typedef struct {
  const char *name; /* "staff import" counts as one name with two words */
  CommandGroup group;
  gboolean everyday;           /* on the first help page */
  const char *synopsis;        /* arguments after the name, as in CONTRACT §1 */
  const char *summary;         /* one Chinese line */
  const char *details;         /* Chinese paragraphs for --help and the man page */
  const char *const *examples; /* pairs: command line, what it does; NULL-terminated; NULL when none */
  const Option *options;       /* ends with a NULL name */
  gboolean needs_workspace;
  int min_args, max_args; /* positional arguments; max -1 = any number */
  const char *program;    /* helper program that carries it; NULL = ready315 itself */
  gboolean writes;        /* changes the workspace or its .ready315/: refuses --now, except in a rehearsal */
  gboolean records; /* appends to the record, which has its own locking: as `writes`, but others need not wait for it */
} Command;

extern const Command commands[];      /* ends with a NULL name */
extern const Option global_options[]; /* understood by every command; ends with a NULL name */
extern const char *const group_titles[N_GROUPS];

typedef struct Run Run;

/* The full-screen program, which tui/ holds and main.c brings in: cmd/ and tui/ do not know each other. */
typedef void (*KeyVisitor)(const char *group, const char *keys, const char *help, gpointer data);
typedef struct {
  int (*run)(Run *run); /* exit status */
  /* A run at once, by its key, or with NULL the one that is meant by the checklist, asking where there are several. `by` (staff id)
   * may be NULL. Exit status. */
  int (*check)(Run *run, const char *key, const char *checklist, const char *by);
  void (*keys)(KeyVisitor visit, gpointer data); /* for the manual */
} Screen;

/* What a run of a command was asked, after options are parsed and checked. */
struct Run {
  const Command *command; /* of the screen: one without a name */
  const Screen *screen;   /* NULL in programs without one */
  Desk *desk;             /* workspace, share, now, tools, diags */
  GHashTable *options;    /* name → GPtrArray of char* (flags: one "") */
  char **args;            /* positional, NULL-terminated */
  int n_args;
  char **argv;  /* as the program was started, for handing over */
  GString *out; /* what goes to standard output, flushed when the command returns */
  gboolean colour;
  int columns;       /* of the terminal; 80 where there is none */
  gboolean terminal; /* standard input and output are one: questions may be asked */
  gboolean
      own_report; /* the command's output is itself the report of desk->diags (check): they are not printed again */
  GPtrArray *failures; /* char*: sentences of run_fail, run_refuse */
};

const char *run_option(const Run *run, const char *name); /* last value; NULL when not given */
const GPtrArray *run_options(const Run *run,
                             const char *name); /* all values of a repeated or `list` option; NULL when not given */
gboolean run_flag(const Run *run, const char *name);
/* A day as people write it: 2027-03-12, or 03-12 of the store's year. FALSE when it is none. Needs the definitions. */
gboolean run_day(const Run *run, const char *text, Day *day);

/* A failure that belongs to no place in the user's files: said on standard error (or as JSON) when the command returns. */
/* The world failed: takes the error's sentence, frees it, returns 3; for "would overwrite a file that is not ours", 2; for a record whose chain is
 * broken, 1. */
int run_fail(Run *run, GError *error) G_GNUC_WARN_UNUSED_RESULT;
/* Wrong usage: a whole Chinese sentence. Returns 2. */
int run_refuse(Run *run, const char *format, ...) G_GNUC_PRINTF(2, 3) G_GNUC_WARN_UNUSED_RESULT;

typedef int (*CommandFunction)(
    Run *run); /* exit status; RUN_NEEDS_BOOK asks main to start the program that knows workbooks */
#define RUN_NEEDS_BOOK (-2)
#define RUN_NEEDS_PAPER (-3) /* … the program that draws pages */

typedef struct {
  const char *name;
  CommandFunction function;
} CommandEntry;

/* The whole of main: parses, finds, runs or hands over, prints diagnostics. `entries` ends with a NULL name. Without a command, on a terminal and in a
 * workspace, `screen` (may be NULL) runs; otherwise the first help page is shown. */
int command_main(int argc, char **argv, const CommandEntry *entries, const Tools *tools, const Screen *screen);

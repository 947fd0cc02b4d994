/* Who signs, with which PIN and with whom: from options and files, or asked for on a terminal. For the commands that sign, release, open again, confirm. */
#pragma once
#include "cmd/command.h"
#include "desk/sign/signoff.h"

typedef struct {
  SignBy by;
  char *pin, *second_pin; /* owned; by.pin and by.second_pin point here */
} Signers;
void signers_clear(Signers *signers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Signers, signers_clear)

/* All of them return -1 when all is well, else the exit status, and have said why. */
int signers_people(Run *run, Signers *signers); /* --by, --second, --reason, --owner, --due */
int signers_pins(Run *run, Signers *signers);   /* --pin-file, --second-pin-file */
/* The manager's first PIN, where he first needs it; before the page is made, for it adds to the record. */
int signers_first_pin(Run *run, Signers *signers);
int signers_refuse(Run *run, char *sentence); /* a refused signature: status 1; takes the sentence */
/* On a terminal, where `question` (a sentence about who is asked for) stands and nobody was named: asks. */
int signers_ask_second(Run *run, Signers *signers, const char *question);
int signers_ask_reason(Run *run, Signers *signers, const char *question);

/* A person by option; NULL with *status -1 when the option was not given. */
const Person *signers_person(Run *run, const char *option, int *status);
/* The secret of an option's file, else typed after `question`, `twice` for a new one. NULL with *status. */
char *signers_secret(Run *run, const char *option, const char *question, gboolean twice, int *status);
void signers_print_recovery(Run *run, const char *code);

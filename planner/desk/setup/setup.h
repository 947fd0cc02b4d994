/* A shop that is being set up: what questions, a workbook or an import give, before it is a file. Plain text and words; nothing refers to the
 * checked model, because what is written here is read back and checked like anything that a user writes. */
#pragma once
#include "model/store.h"

typedef struct {
  char *id, *no, *name, *title, *phone; /* no, title, phone may be NULL */
  char *department;                     /* id; may be NULL */
  GArray *shifts;                       /* of Shift; NULL when none */
  GArray *leave;                        /* of Leave, reasons owned; NULL when none */
  gboolean sample;
} SetupPerson;

typedef struct {
  char *id, *name;
  WordSet covers, complaints;
  char *owner, *supervisor, *backup; /* staff ids; supervisor and backup may be NULL */
  char *duty_phone, *landline;       /* may be NULL */
  int respond;                       /* minutes; 0 = none */
  Workdays workdays;
} SetupDepartment;

typedef struct {
  char *id, *name, *phone, *purpose; /* phone and purpose may be NULL */
} SetupExternal;

typedef struct {
  char *id, *name, *licence_name, *province; /* licence_name and province may be NULL */
  WordSet kinds;
  Scale scale;
  char **hours;             /* "09:00-22:00" */
  char *manager, *deputy;   /* staff ids; deputy may be NULL */
  char *roles[N_FUNCTIONS]; /* staff ids; NULL where none */
  int year;
  gboolean practice;
  GPtrArray *departments, *people, *external; /* SetupDepartment*, SetupPerson*, SetupExternal* */
} Setup;

Setup *setup_new(void);
void setup_free(Setup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Setup, setup_free)

void setup_person_free(SetupPerson *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SetupPerson, setup_person_free)
SetupPerson *setup_add_person(Setup *setup, const char *id, const char *name, const char *title,
                              const char *department);
SetupDepartment *setup_add_department(Setup *setup, const char *id, const char *name, WordSet covers);
SetupExternal *setup_add_external(Setup *setup, const char *id, const char *name, const char *phone,
                                  const char *purpose);

/* store.yaml, with a sentence for each key. */
char *setup_store_yaml(const Setup *setup);
/* One person as a line of a `staff:` list. */
void setup_person_yaml(const SetupPerson *person, GString *out);

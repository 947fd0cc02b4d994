/* A shop: what store.yaml, staff.yaml and roster.yaml say (CONTRACT §2). Immutable once loaded; each struct frees what it points to
 * unless a comment says "ref". Ids are interned (intern_string): compare by pointer. */
#pragma once
#include "base/date.h"
#include "base/diag.h"
#include "model/words.h"

typedef struct {
  int from, to; /* minutes of the day; to > 1440 when it crosses midnight */
} Hours;

typedef struct {
  Day first, last; /* inclusive */
} DayRange;

typedef struct {
  WordSet days; /* bits by Weekday */
  Hours hours;
  Pos pos;
} Shift;

typedef struct {
  DayRange days;
  char *reason; /* may be NULL */
  Pos pos;
} Leave;

typedef struct Department Department;

typedef struct {
  const char *id;
  char *no;               /* 工号; may be NULL */
  char *name;             /* the id where none could be read */
  char *title;            /* 岗位; may be NULL */
  char *phone;            /* private mobile; may be NULL */
  Department *department; /* ref; NULL where none */
  GArray *shifts;         /* of Shift */
  GArray *leave;          /* of Leave */
  gboolean sample;        /* came with `init` and was not edited */
  Pos pos;
} Person;

struct Department {
  const char *id;
  char *name;         /* the id where none could be read */
  WordSet covers;     /* Function */
  Person *owner;      /* ref; 对接人; NULL only after an error */
  Person *supervisor; /* ref; 监督人; may be NULL */
  Person *backup;     /* ref; may be NULL */
  char *duty_phone;   /* 当班电话; may be NULL */
  char *landline;     /* 座机/内线; may be NULL */
  WordSet complaints; /* Complaint */
  int respond;        /* minutes; 0 when none is promised */
  Workdays workdays;
  Pos pos;
};

typedef struct {
  const char *id;
  char *name, *phone, *purpose; /* purpose = key `for`; phone and purpose may be NULL */
  Pos pos;
} External;

typedef struct {
  char *to;          /* "supervisor", "manager", "deputy", a function id or a staff id */
  Person *person;    /* ref; NULL for supervisor and where nobody is named */
  Function function; /* FUNCTION_NONE unless `to` names one */
  int after;         /* minutes */
  Pos pos;
} EscalationStep;

typedef struct {
  const char *id;
  char *title;
  DayRange days;
  Pos pos;
} Overlay;

typedef struct {
  char *code; /* 早 中 晚 */
  Hours hours;
  Pos pos;
} ShiftHours;

/* One person's (or post's) row of the roster: a code a day; "" and 休 are off. */
typedef struct {
  Person *person;   /* ref; NULL for a post row */
  const char *post; /* interned, without "post:"; NULL for a person */
  Day first;
  guint n_days;
  char **codes;    /* n_days shift codes of a person; NULL for posts */
  Person **people; /* n_days refs of a post (NULL = nobody); NULL for persons */
  Pos pos;
} RosterRow;

typedef struct {
  const char *id;
  char *name, *licence_name, *province, *timezone;
  WordSet kinds; /* Kind */
  Scale scale;
  GArray *hours;                     /* of Hours */
  int day_ends;                      /* minutes, default 6:00 */
  int sign_by;                       /* minutes of the next day, default 10:00 */
  Person *manager;                   /* ref */
  Person *deputy;                    /* ref; may be NULL */
  char *backup_to;                   /* may be NULL */
  int year;                          /* campaign.year */
  int utc_offset;                    /* minutes, constant inside the campaign */
  GArray *closed, *open;             /* of DayRange */
  Person *roles[N_FUNCTIONS];        /* refs; NULL where no role */
  Department *covering[N_FUNCTIONS]; /* refs; who covers the function; NULL where nobody */
  GPtrArray *departments;            /* Department*, file order */
  GPtrArray *people;                 /* Person*, file order */
  GPtrArray *external;               /* External* */
  GPtrArray *overlays;               /* Overlay* */
  GPtrArray *roster;                 /* RosterRow* */
  GArray *escalation;                /* of EscalationStep */
  GArray *shift_hours;               /* of ShiftHours */
  char *stock_profile;               /* stock.profile as written; may be NULL */
  gboolean stock_same_day;           /* stock.count_from: same_day; the default is next_day */
  gboolean practice;                 /* made by init --practice: everything shown says 演练 */
  Pos pos, manager_pos, timezone_pos, year_pos;
  GHashTable *people_by_id; /* of store.c: id → Person, the first of an id */
} Store;

Person *person_new(void);
void person_free(Person *person);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)
/* The leave that holds the day; NULL when the person is not away. */
const Leave *person_leave(const Person *person, Day day);
void department_free(Department *department);
void roster_row_free(RosterRow *row);
Store *store_new(void);
void store_free(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

/* Takes the person. Returns the one who had the id already (NULL when nobody), whom look-ups go on finding. */
Person *store_add_person(Store *store, Person *person);
Person *store_person(const Store *store, const char *id); /* NULL when absent */
Department *store_department(const Store *store, const char *id);
const Overlay *store_overlay(const Store *store, const char *id);
const ShiftHours *store_shift(const Store *store, const char *code);
/* The store's day to which something done at that instant (milliseconds UTC) belongs: until `day_ends` it is the day before. */
Day store_day_at(const Store *store, gint64 utc_ms);
/* Who answers for a function: the covering department's owner, else the role's person, else the manager. Never NULL in a store that
 * passed `check`. *department may be NULL'd: the covering department, or for a role the person's own. */
Person *store_responsible(const Store *store, Function function, Department **department);

/* People as users name them: id, 姓名, 工号 or pinyin initials. Returns all that match by the first of these that matches any
 * (refs; free the array only). */
GPtrArray *store_find_people(const Store *store, const char *who);

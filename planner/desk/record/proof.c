/* One walk over the chain, in which the files are noted that entries name; then the files. */
#include "desk/record/proof.h"
#include "base/file.h"
#include "desk/record/body.h"
#include "desk/record/evidence.h"
#include "desk/registers/registers_card.h"
#include "desk/runs/session.h"
#include "ledger/backup.h"
#include "run/entry.h"
#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  gint64 sequence;    /* of the first entry that names it */
  Evidence *evidence; /* NULL: a copy of definitions */
  char *sha256, *name;
} Named;

static void named_free(gpointer data) {
  Named *named = data;
  evidence_free(named->evidence);
  g_free(named->sha256);
  g_free(named->name);
  g_free(named);
}

/* ---- what entries name -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  GPtrArray *list;  /* Named* */
  GHashTable *seen; /* "e SHA256 NAME" or "d SHA256" */
} Names;

static void note(Names *names, char *key, gint64 sequence, const Evidence *evidence, const char *sha256,
                 const char *name) {
  if (!g_hash_table_add(names->seen, key)) {
    return;
  }
  Named *named = g_new0(Named, 1);
  named->sequence = sequence;
  named->evidence = evidence != NULL ? evidence_copy(evidence) : NULL;
  named->sha256 = g_strdup(sha256);
  named->name = g_strdup(name);
  g_ptr_array_add(names->list, named);
}

static void note_run(Names *names, const Entry *entry) {
  const RunEntry text = {entry->kind, entry->body};
  g_auto(EntryRead) read = {0};
  if (!entry_read(&text, &read)) {
    return;
  }
  const Evidence *evidence = read.event.evidence;
  if (evidence != NULL && evidence->kind == EVIDENCE_FILE && evidence->sha256 != NULL) {
    note(names, g_strdup_printf("e %s %s", evidence->sha256, evidence->name), entry->sequence, evidence,
         evidence->sha256, evidence->name);
  }
  if (read.event.definition != NULL) {
    g_autofree char *title = g_strdup_printf("检查表 %s", read.checklist);
    note(names, g_strconcat("d ", read.event.definition, NULL), entry->sequence, NULL, read.event.definition, title);
  }
}

static void note_definitions(Names *names, const Entry *entry) {
  g_autoptr(Doc) doc = body_read(entry->body);
  const Node *files = doc != NULL ? node_get(doc->root, "files") : NULL;
  for (const Node *file = files != NULL ? files->first : NULL; file != NULL; file = file->next) {
    const char *name = body_get_text(file, "name");
    const char *sha256 = body_get_text(file, "sha256");
    if (name != NULL && sha256 != NULL) {
      note(names, g_strconcat("d ", sha256, NULL), entry->sequence, NULL, sha256, name);
    }
  }
}

/* The page that a signature stands under. */
static void note_page(Names *names, const Entry *entry) {
  g_autoptr(Doc) doc = body_read(entry->body);
  const char *page = doc != NULL ? body_get_text(doc->root, "page") : NULL;
  if (page != NULL) {
    g_autoptr(Evidence) evidence = evidence_new(EVIDENCE_FILE);
    evidence->sha256 = g_strdup(page);
    evidence->name = g_strdup("签字页.txt");
    note(names, g_strdup_printf("e %s %s", page, evidence->name), entry->sequence, evidence, page, evidence->name);
  }
}

/* A filled form that was read in. */
static void note_form(Names *names, const Entry *entry) {
  g_autoptr(Doc) doc = body_read(entry->body);
  const char *sha256 = doc != NULL ? body_get_text(doc->root, "sha256") : NULL;
  const char *name = doc != NULL ? body_get_text(doc->root, "file") : NULL;
  if (sha256 != NULL && name != NULL) {
    g_autoptr(Evidence) evidence = evidence_new(EVIDENCE_FILE);
    evidence->sha256 = g_strdup(sha256);
    evidence->name = g_strdup(name);
    note(names, g_strdup_printf("e %s %s", sha256, name), entry->sequence, evidence, sha256, name);
  }
}

static gboolean names_file(EntryKind kind) {
  return kind == ENTRY_RUN_BEGIN || kind == ENTRY_RUN_UPGRADE || kind == ENTRY_RUN_ATTACH || kind == ENTRY_FIX_DONE;
}

static gboolean take_entry(const Entry *entry, gpointer data) {
  EntryKind kind = entry_kind_parse(entry->kind);
  if (names_file(kind)) {
    note_run(data, entry);
  } else if (kind == ENTRY_DEFINITION) {
    note_definitions(data, entry);
  } else if (kind == ENTRY_SIGNATURE) {
    note_page(data, entry);
  } else if (kind == ENTRY_IMPORT) {
    note_form(data, entry);
  }
  return TRUE;
}

/* ---- the files ---------------------------------------------------------------------------------------------------------------------- */

static void check_evidence(const Desk *desk, const Named *named, VerifyReport *report) {
  EvidenceState state = evidence_look(desk, named->evidence);
  if (state != EVIDENCE_SOUND) {
    g_autofree char *path = evidence_path(desk, named->evidence);
    verify_add(report, VERIFY_EVIDENCE, named->sequence,
               g_strdup_printf("第 %" G_GINT64_FORMAT " 条的凭证“%s”%s（%s）。", named->sequence, named->name,
                               state == EVIDENCE_MISSING ? "不见了" : "被改过，或者读不出来", path));
  }
}

static void check_definition(const Desk *desk, const Named *named, VerifyReport *report) {
  g_autofree char *path = g_build_filename(desk->workspace, ".ready315", "definitions", named->sha256, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = file_read(path, NODE_MAX_BYTES, &error);
  g_autofree char *sha256 = bytes != NULL ? file_sha256(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;
  if (g_strcmp0(sha256, named->sha256) != 0) {
    gboolean missing = g_error_matches(error, FILE_FAULT, FILE_FAULT_MISSING);
    verify_add(report, VERIFY_EVIDENCE, named->sequence,
               g_strdup_printf("第 %" G_GINT64_FORMAT " 条当时用的“%s”的副本%s（%s）。", named->sequence, named->name,
                               missing ? "不见了" : "被改过，或者读不出来", path));
  }
}

/* ---- cards -------------------------------------------------------------------------------------------------------------------------- */

static char *derive_register(Desk *desk, const char *name) {
  g_autofree char *problem = NULL;
  const Checklist *checklist = registers_find(desk, name, &problem);
  g_autoptr(Register) reg = checklist != NULL ? registers_read(desk, checklist, NULL) : NULL;
  return reg != NULL ? registers_card_text(reg, desk->campaign->store->day_ends) : NULL;
}

static char *derive_card(const char *subject, gpointer desk) {
  if (g_str_has_prefix(subject, "run:")) {
    return session_card_text(desk, subject + strlen("run:"), NULL);
  }
  return g_str_has_prefix(subject, "register:") ? derive_register(desk, subject + strlen("register:")) : NULL;
}

/* ---- the other copy ----------------------------------------------------------------------------------------------------------------- */

static Ledger *open_read(const char *path, GError **error) {
  const LedgerOptions options = {.mode = LEDGER_READ};
  return ledger_open(path, &options, error);
}

static gboolean compare(Ledger *ledger, Ledger *other, ProofReport *proof, GError **error) {
  if (!verify_against(ledger, other, &proof->parting, error)) {
    return FALSE;
  }
  gint64 shorter = MIN(proof->parting.last, proof->parting.other_last);
  proof->forked = proof->parting.parts_at != 0 && proof->parting.parts_at <= shorter;
  return TRUE;
}

static gboolean compare_with(Ledger *ledger, const char *path, ProofReport *proof, GError **error) {
  g_autoptr(GError) failed = NULL;
  g_autoptr(Ledger) other = open_read(path, &failed);
  if (other != NULL) {
    return compare(ledger, other, proof, error);
  }
  if (!g_error_matches(failed, LEDGER_FAULT, LEDGER_FAULT_FOREIGN)) {
    g_propagate_error(error, g_steal_pointer(&failed));
    return FALSE;
  }
  g_autofree char *folder = g_dir_make_tmp("ready315-XXXXXX", error); /* perhaps a backup */
  if (folder == NULL) {
    return FALSE;
  }
  g_autofree char *copy = g_build_filename(folder, BACKUP_LEDGER, NULL);
  gboolean done = backup_take_record(path, copy, error) && (other = open_read(copy, error)) != NULL &&
                  compare(ledger, other, proof, error);
  ledger_close(g_steal_pointer(&other));
  g_unlink(copy);
  g_rmdir(folder);
  return done;
}

/* ---- all of it ---------------------------------------------------------------------------------------------------------------------- */

/* The desk's own where that can be had, so that cards are derived in the same snapshot; else whatever can be read. NULL and an error. */
static Ledger *find_record(Desk *desk, Ledger **own, gboolean *cards, GError **error) {
  g_autofree char *path = record_path(desk);
  g_autoptr(GError) ignored = NULL;
  *cards = desk_load(desk, TRUE);
  Record *record = *cards ? record_of(desk, RECORD_READ, &ignored) : NULL;
  if (record != NULL && record_ledger(record) != NULL) {
    return record_ledger(record);
  }
  *cards = FALSE;
  if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_set_error(error, LEDGER_FAULT, LEDGER_FAULT_MISSING,
                "这个店铺还没有记录，没有要核验的。第一次检查、登记或签字以后才有记录。");
    return NULL;
  }
  return *own = open_read(path, error);
}

gboolean proof_make(Desk *desk, const ProofAsk *ask, ProofReport *proof, GError **error) {
  g_autoptr(Ledger) own = NULL;
  *proof = (ProofReport){0};
  Ledger *ledger = find_record(desk, &own, &proof->cards, error);
  if (ledger == NULL) {
    return FALSE;
  }
  proof->cards = proof->cards && ask->full;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(named_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Names names = {list, seen};
  const VerifyOptions options = {.full = ask->full,
                                 .card = proof->cards ? derive_card : NULL,
                                 .card_data = desk,
                                 .receipt = ask->receipt,
                                 .progress = ask->progress,
                                 .data = ask->data,
                                 .visit = take_entry,
                                 .visit_data = &names};
  proof->report = verify_ledger(ledger, &options, error);
  if (proof->report == NULL) {
    return FALSE;
  }
  for (guint i = 0; i < list->len; i++) {
    const Named *named = g_ptr_array_index(list, i);
    named->evidence != NULL ? check_evidence(desk, named, proof->report) : check_definition(desk, named, proof->report);
  }
  proof->files = list->len;
  return ask->against == NULL || compare_with(ledger, ask->against, proof, error);
}

void proof_clear(ProofReport *proof) {
  g_clear_pointer(&proof->report, verify_report_free);
}

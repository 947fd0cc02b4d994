/* The contact table as vCard 3.0 (RFC 2426): UTF-8, CRLF, lines of at most 75 octets that never split a character. One card a person and one
 * for each duty phone and outside office; for the wall only the latter. What Android, iOS and Harmony phones import. */
#pragma once
#include "out/contacts.h"

void vcard_print(const Store *store, const ContactsOptions *options, GString *out);

/* Surnames whose reading differs from that of the character elsewhere: surname, reading. Two characters stand for compound surnames; the
 * longest that fits counts. Included once, by pinyin.c. */
{"单", "shan"}, {"曾", "zeng"},

/* peer_yaml FILE…: what check is measured against: libyaml's events of the same bytes, and nothing done with them. */
#include <stdio.h>
#include <yaml.h>

int main(int argc, char **argv) {
  unsigned long events = 0;
  for (int i = 1; i < argc; i++) {
    FILE *file = fopen(argv[i], "rb");
    yaml_parser_t parser;
    if (!file || !yaml_parser_initialize(&parser)) {
      perror(argv[i]);
      return 3;
    }
    yaml_parser_set_input_file(&parser, file);
    for (int done = 0; !done; events++) {
      yaml_event_t event;
      if (!yaml_parser_parse(&parser, &event)) {
        fprintf(stderr, "%s: %s\n", argv[i], parser.problem);
        return 1;
      }
      done = event.type == YAML_STREAM_END_EVENT;
      yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    fclose(file);
  }
  printf("%lu events\n", events);
  return 0;
}

/* An empty program that is linked with what ready315 is linked with. */
int main(void) {
  return 0;
}

package carousel.text.pattern;

/** What stands in two sets. */
record Both(Automaton left, Automaton right) implements Automaton {

    @Override
    public Automaton after(int character) {
        return new Both(left.after(character), right.after(character));
    }

    @Override
    public boolean accepts() {
        return left.accepts() && right.accepts();
    }

    @Override
    public boolean dead() {
        return left.dead() || right.dead();
    }
}

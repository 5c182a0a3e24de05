package carousel.text.pattern;

/** All texts, and none. */
enum Whole implements Automaton {
    EVERYTHING,
    NOTHING;

    @Override
    public Automaton after(int character) {
        return this;
    }

    @Override
    public boolean accepts() {
        return this == EVERYTHING;
    }

    @Override
    public boolean dead() {
        return this == NOTHING;
    }
}

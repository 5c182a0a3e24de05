package carousel.model.wording;

import carousel.decode.Allowed;
import carousel.text.pattern.SpelledPlace;

/**
 * Symbols that spell one of some texts. Safe for many threads.
 *
 * @param place what is spelled so far
 */
record AllowedTexts(SpelledPlace place) implements Allowed {

    @Override
    public boolean permits(int symbol) {
        return place.permits(symbol);
    }

    @Override
    public Allowed after(int symbol) {
        return new AllowedTexts(place.after(symbol));
    }

    @Override
    public boolean mayEnd() {
        return place.mayEnd();
    }

    @Override
    public int left() {
        return place.left();
    }
}

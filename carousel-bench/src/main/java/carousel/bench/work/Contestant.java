package carousel.bench.work;

/** A library that computes rows, alone in its process. One thread at a time. */
public interface Contestant {

    Work prepare(Row row);

    /** How many threads the library may use from now on. */
    void threads(int threads);
}

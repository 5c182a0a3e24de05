package carousel.kernel;

/** Work that several threads do together, each its own part. */
@FunctionalInterface
public interface GangTask {

    /** Does part {@code part} of {@code gang.size()}. */
    void run(int part, Gang gang);
}

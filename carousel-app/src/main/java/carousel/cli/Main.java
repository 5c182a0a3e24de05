package carousel.cli;

import carousel.cli.shell.Command;
import carousel.cli.shell.Shell;
import java.util.List;

/** The command line. Safe for many threads. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Shell.run(commands(), List.of(arguments)));
    }

    static List<Command<?>> commands() {
        return List.of(
                new Demo(),
                new TrainLm(),
                new TrainClassify(),
                new TrainRegress(),
                new TrainTag(),
                new TrainTranslate(),
                new TrainAutoencode(),
                new TrainTask(),
                new Eval(),
                new Predict(),
                new Generate(),
                new Score(),
                new Inspect(),
                new Diagnose(),
                new Plot(),
                new Lab(),
                new Bench());
    }
}

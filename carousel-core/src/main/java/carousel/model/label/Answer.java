package carousel.model.label;

import carousel.loss.CrossEntropy;
import carousel.loss.Huber;
import carousel.loss.LogisticCrossEntropy;
import carousel.loss.SquaredError;
import carousel.tensor.Tensor;

/** What is said of a sequence. */
public enum Answer {
    /** One of several classes: softmax and cross entropy. */
    ONE {
        @Override
        Tensor loss(Tensor logits, Targets targets) {
            var losses = CrossEntropy.rows(logits, targets.classes()); // [B,1]
            return losses.times(targets.weights()).mean();
        }

        @Override
        Tensor outputs(Tensor logits) {
            return logits.softmax();
        }
    },
    /** Any of several classes: a logistic function and cross entropy for each. */
    SEVERAL {
        @Override
        Tensor loss(Tensor logits, Targets targets) {
            return LogisticCrossEntropy.mean(logits, targets.values());
        }

        @Override
        Tensor outputs(Tensor logits) {
            return logits.sigmoid();
        }
    },
    /** A number: squared error. */
    NUMBER {
        @Override
        Tensor loss(Tensor logits, Targets targets) {
            return SquaredError.mean(logits, targets.values());
        }
    },
    /** A number: {@link Huber}'s loss. */
    ROBUST_NUMBER {
        @Override
        Tensor loss(Tensor logits, Targets targets) {
            return Huber.mean(logits, targets.values());
        }
    },
    /** A number between 0 and 1: a logistic function and squared error. */
    BOUNDED_NUMBER {
        @Override
        Tensor loss(Tensor logits, Targets targets) {
            return SquaredError.mean(outputs(logits), targets.values());
        }

        @Override
        Tensor outputs(Tensor logits) {
            return logits.sigmoid();
        }
    };

    /** The mean loss. */
    abstract Tensor loss(Tensor logits, Targets targets);

    /** Probabilities, or the number itself. */
    Tensor outputs(Tensor logits) {
        return logits;
    }

    /** Whether the answer is a number and no class. */
    public boolean number() {
        return this != ONE && this != SEVERAL;
    }
}

package carousel.layer.transformer;

/** Where the normalisation of a part of a Transformer stands. */
public enum NormPlace {
    /** Before the part: x + f(norm(x)), which learns without a warm-up (Xiong et al. 2020). */
    BEFORE,
    /** Behind the sum: norm(x + f(x)) (Vaswani et al. 2017). */
    BEHIND
}

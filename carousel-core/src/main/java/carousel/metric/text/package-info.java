/**
 * How good texts are that a model wrote, beside one or several that people wrote: translations, transcriptions, summaries. A
 * {@link carousel.metric.text.TextMetric} counts in each sentence, and its scores add up to that of a corpus. Bleu, chrF and TER
 * are 0 to 100, as everybody reports them; every other rate is 0 to 1.
 */
package carousel.metric.text;

/** What there is to see of a translator: where it looks, and how good it is by the length of its sources. */
package carousel.cli.translate.picture;

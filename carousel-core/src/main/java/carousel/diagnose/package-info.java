/** How far a recurrent model remembers, and what its units do. */
package carousel.diagnose;

/**
 * How other libraries lay out the weights of the cells. A cell becomes {@link Gates}, a {@link Table} says where each part of
 * them goes: what differs between libraries is data. Letters of gates: i f g o of an LSTM, r z n of a GRU, h of a simple
 * network.
 */
package carousel.recurrent.layout;

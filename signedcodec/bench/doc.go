// Command bench compares signedcodec with its peers: sign and verify 1 KiB, and
// sign and verify a stream of 8 MiB.
//
//	go run .            print the ratios
//	go run . -check     and exit with 1 when a bound is exceeded
//	go test -bench .    the same operations as Go benchmarks
//
// Figures are CPU time relative to a fresh HMAC-SHA256 per operation, the
// simplest thing that a program would write. Operations take turns, and what is
// printed is the median of many turns, so that a noisy machine slows them all
// alike. Absolute times mean little.
//
// It is a module of its own, so that nobody's build gets the peers.
package main

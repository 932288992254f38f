//go:build !race

package signedcodec

const raceEnabled = false

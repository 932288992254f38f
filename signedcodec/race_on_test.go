//go:build race

package signedcodec

const raceEnabled = true

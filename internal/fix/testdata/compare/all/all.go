package all

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"strings"
)

type tag []byte

func sum(b []byte) []byte { s := sha256.Sum256(b); return s[:] }

func Strings(b []byte, sig string) bool {
	return hex.EncodeToString(sum(b)) == sig // fix: compare
}

func Different(b []byte, sig string) bool {
	if hex.EncodeToString(sum(b)) != sig || len(b) == 0 { // fix: compare
		return true
	}
	return false
}

func Equal(b []byte, sig tag) bool {
	// The comment stays.
	return !bytes.Equal(sum(b), sig) // fix: compare
}

func Deep(b []byte, sig tag) bool {
	return reflect.DeepEqual(sum(b), []byte(sig)) // fix: compare
}

func Compared(b []byte, sig string) bool {
	return strings.Compare(sig, string(sum(b))) != 0 // fix: compare
}

func Zero(b, sig []byte) bool { return 0 == bytes.Compare(sum(b), sig) } // fix: compare

func Converted(b, sig []byte) bool {
	return string(sum(b)) == string(sig) // fix: compare
}

func Arrays(b []byte, sig [32]byte) bool {
	s := sha256.Sum256(b)
	return s == sig // fix: compare
}

func NotAddressable(b []byte, sig [32]byte) bool {
	return sha256.Sum256(b) == sig // fix: none
}

func Fold(b []byte, sig string) bool {
	return strings.EqualFold(hex.EncodeToString(sum(b)), sig) // fix: compare
}

func Missing(sig string) bool {
	return sig == "" // fix: none
}

type verdict bool

func Named(b []byte, sig string) verdict {
	return string(sum(b)) == sig // fix: compare
}

func Order(b []byte, sig string) bool {
	return strings.Compare(sig, string(sum(b))) == 1 // fix: none
}

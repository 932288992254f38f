// Package clocks makes tokens of clocks and counters.
package clocks

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// Session is made of the clock.
func Session() string {
	return strconv.FormatInt(time.Now().UnixNano(), 36) // fix: text
}

// Token is made of a user and the clock.
func Token(user int) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(user, time.Now().UnixNano()))) // fix: text
	return hex.EncodeToString(sum[:])
}

// Link has the clock in a format.
func Link(user string) string {
	return fmt.Sprintf("%s-%08x", user, time.Now().Unix()) // fix: text
}

// Day is a text of the clock.
func Day() string {
	return time.Now().Format(time.RFC3339) // fix: text
}

var opened int

// Next counts.
func Next() string {
	opened++ // fix: text
	return "session-" + strconv.Itoa(opened)
}

// Padded takes its width from an operand: its format is left alone.
func Padded(width int) string {
	return fmt.Sprintf("%*d", width, time.Now().Unix())
}

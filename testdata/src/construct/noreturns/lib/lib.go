// Package lib has a function that does not return.
package lib

import (
	"log"
	"os"
)

// Fatal ends the program.
func Fatal() {
	log.Print("fatal")
	exit(1)
}

func exit(code int) { os.Exit(code) }

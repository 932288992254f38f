// Package stores opens session stores.
package stores

import (
	"os"

	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"
)

var inTheSource = sessions.NewCookieStore([]byte("something-very-secret")) // want "signingkey: hard-coded key pairs of the cookie store"

var onDisk = sessions.NewFilesystemStore("", []byte("something-very-secret")) // want "signingkey"

var cookies = securecookie.New([]byte("very-secret"), nil) // want "signingkey: hard-coded securecookie hash key"

var fromEnvironment = sessions.NewCookieStore([]byte(os.Getenv("SESSION_KEY")))

var atStart = securecookie.New(securecookie.GenerateRandomKey(32), nil)

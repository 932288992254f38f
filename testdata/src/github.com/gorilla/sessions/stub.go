// Package sessions is a stub of github.com/gorilla/sessions: the signatures are true, the bodies mean nothing.
package sessions

// A CookieStore keeps sessions in cookies.
type CookieStore struct{}

func NewCookieStore(keyPairs ...[]byte) *CookieStore { return nil }

// A FilesystemStore keeps sessions in files.
type FilesystemStore struct{}

func NewFilesystemStore(path string, keyPairs ...[]byte) *FilesystemStore { return nil }

// Package webhooks checks what services send.
package webhooks

import (
	"net/http"
	"os"

	"github.com/google/go-github/v74/github"
)

func none(r *http.Request) ([]byte, error) {
	return github.ValidatePayload(r, nil) // want "signingkey: the secret of GitHub's webhooks is empty"
}

func hard(r *http.Request) ([]byte, error) {
	return github.ValidatePayload(r, []byte("a secret of everybody")) // want "signingkey: hard-coded secret of GitHub's webhooks"
}

func fromEnvironment(r *http.Request) ([]byte, error) {
	return github.ValidatePayload(r, []byte(os.Getenv("WEBHOOK_SECRET")))
}

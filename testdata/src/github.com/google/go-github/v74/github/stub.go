// Package github is a stub of the library's names.
package github

import "net/http"

func ValidatePayload(r *http.Request, secretToken []byte) (payload []byte, err error) {
	return nil, nil
}

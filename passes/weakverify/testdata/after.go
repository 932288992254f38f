package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log"
	"net/http"
	"os"
)

var key = []byte(os.Getenv("WEBHOOK_KEY"))

func signature(body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return mac.Sum(nil)
}

func webhook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil {
		http.Error(w, "cannot read the body", http.StatusBadRequest)
		return
	}
	sent, err := hex.DecodeString(r.Header.Get("X-Signature"))
	if err != nil || !hmac.Equal(signature(body), sent) {
		http.Error(w, "forged", http.StatusForbidden)
		return
	}
	log.Printf("%d bytes", len(body))
}

func main() {
	if len(key) < sha256.Size {
		log.Fatal("WEBHOOK_KEY is unset or too short")
	}
	http.HandleFunc("POST /webhook", webhook)
	log.Fatal(http.ListenAndServe("localhost:8080", nil))
}

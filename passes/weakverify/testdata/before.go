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

func signature(body []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

func webhook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
	if err != nil || signature(body) != r.Header.Get("X-Signature") {
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

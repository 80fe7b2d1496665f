package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
)

// control asks for what Amazon has no API for; T is what is read of the answer.
func control[T any](method, path string, body any) T {
	sent := must(json.Marshal(body))
	request := must(http.NewRequest(
		method, os.Getenv("AWS_ENDPOINT_URL")+"/_mturk/"+path, bytes.NewReader(sent)))
	request.Header.Set("Content-Type", "application/json")
	answer := must(http.DefaultClient.Do(request))
	defer answer.Body.Close()
	text := must(io.ReadAll(answer.Body))
	holds(answer.StatusCode < 300, string(text))
	var value T
	if len(text) > 0 {
		must(0, json.Unmarshal(text, &value))
	}
	return value
}

type identified struct{ ID string }

// accept has a worker accept a HIT; gives the ID of the assignment.
func accept(worker, hitID string) string {
	path := fmt.Sprintf("workers/%s/accept", worker)
	return control[identified]("POST", path, map[string]string{"hitId": hitID}).ID
}

// done has a worker submit an assignment, or return it.
func done(worker, assignmentID, what string, body any) {
	control[any]("POST", fmt.Sprintf("workers/%s/assignments/%s/%s", worker, assignmentID, what), body)
}

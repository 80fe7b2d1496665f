"""The function of Amazon's guide to notifications: approves what was submitted."""

import json

import boto3

mturk = boto3.client("mturk")


def handler(event, context):
    approved = []
    for record in event["Records"]:
        text = record["Sns"]["Message"] if "Sns" in record else record["body"]
        for each in json.loads(text)["Events"]:
            print(each["EventType"], each.get("AssignmentId"))
            if each["EventType"] == "AssignmentSubmitted":
                mturk.approve_assignment(AssignmentId=each["AssignmentId"])
                approved.append(each["AssignmentId"])
    return {"approved": approved}
